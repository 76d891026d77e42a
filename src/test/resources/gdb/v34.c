/* A process with the shapes of HAProxy 3.4's structures (as far as the scripts read them) that dies with a request in hand:
 * the transaction in a union, one compression filter for each direction, clocks behind pointers, no line kept for the log. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum obj_type { OBJ_TYPE_NONE, OBJ_TYPE_LISTENER, OBJ_TYPE_PROXY, OBJ_TYPE_SERVER } __attribute__((packed));
enum http_meth_t { HTTP_METH_OPTIONS, HTTP_METH_GET, HTTP_METH_HEAD, HTTP_METH_POST, HTTP_METH_OTHER } __attribute__((packed));
struct list { struct list *n, *p; };
struct buffer { size_t size; char *area; size_t data, head; };
struct channel { unsigned flags; struct buffer buf; };
struct http_msg { int state; struct channel *chn; };
struct http_txn { struct http_msg rsp, req; enum http_meth_t meth; short status; char *uri; };
struct proxy { enum obj_type obj_type; char *id; struct proxy *next; void *req_cap; };
struct session { struct proxy *fe; };
struct server { long state; enum obj_type obj_type; char *id; };
struct comp_algo { char *cfg_name; };
struct comp_state { void *comp_ctx; struct comp_algo *comp_algo; };
struct flt_conf { const char *id; };
struct filter { struct flt_conf *config; void *ctx; struct list list; };
struct stream {
	enum obj_type obj_type, *target;
	struct session *sess;
	struct channel req, res;
	struct proxy *be;
	struct server *srv_conn;
	union { struct http_txn *http; void *other; } txn;
	struct list list;
	struct { struct list filters; } strm_flt;
	char **req_cap;
};
struct task { struct task *(*process)(struct task *, void *, unsigned); void *context; };
struct thread_info { unsigned tid; unsigned long long pth_id; void *stack_top; };
struct thread_ctx { struct task *current; struct list streams; };
struct htx_blk { uint32_t addr, info; };
struct htx_sl { unsigned flags; union { uint16_t status; } info; unsigned len[3]; char l[]; };
struct htx {
	uint32_t size, data;
	int32_t tail, head, first;
	uint32_t tail_addr, head_addr, end_addr;
	uint64_t extra;
	uint32_t flags;
	char blocks[] __attribute__((aligned(8)));
};

char haproxy_version[] = "3.4.0";
char *build_features = "-51DEGREES +EPOLL -SLZ +ZLIB";
struct { int nbthread; } global = {2};
struct timeval start_date = {1700000000, 0};
unsigned long long start_time_ns = 5000000000ULL, the_time = 3605000000000ULL, *global_now_ns = &the_time;
unsigned tainted = 0x20;
struct thread_info ha_thread_info[64];
struct thread_ctx ha_thread_ctx[64];
struct proxy *proxies_list;
struct comp_state a_comp_state;
struct htx_sl a_start_line;
struct filter a_filter;
struct http_txn a_transaction;

static uint32_t block(struct htx *htx, int n, uint32_t addr, uint32_t info)
{
	struct htx_blk *blk = (struct htx_blk *)(htx->blocks + htx->size) - n - 1;
	blk->addr = addr;
	blk->info = info;
	htx->tail = n;
	return addr;
}

static void fill(struct buffer *buf)
{
	struct htx *htx = calloc(1, 4096);
	struct htx_sl *sl = (struct htx_sl *)htx->blocks;
	const char *line = "PUT/upload/7HTTP/1.1", *host = "HostShop.Example";

	buf->area = (char *)htx;
	buf->size = 4096;
	htx->size = 4096 - sizeof(*htx);
	sl->len[0] = 3, sl->len[1] = 9, sl->len[2] = 8;
	memcpy(sl->l, line, 20);
	block(htx, 0, 0, 0u << 28 | 40);
	memcpy(htx->blocks + 128, host, 16);
	block(htx, 1, 128, 2u << 28 | 12 << 8 | 4);
	block(htx, 2, 160, 3u << 28 | 1);
}

static struct filter *filter(struct stream *s, const char *id, struct comp_state *state)
{
	struct filter *f = calloc(1, sizeof(*f));
	f->config = calloc(1, sizeof(*f->config));
	f->config->id = id;
	f->ctx = state;
	f->list.n = &s->strm_flt.filters;
	f->list.p = s->strm_flt.filters.p;
	s->strm_flt.filters.p->n = &f->list;
	s->strm_flt.filters.p = &f->list;
	return f;
}

__attribute__((noinline)) static int comp_prepare_compress_request(struct stream *s, struct channel *chn)
{
	volatile int *nowhere = (int *)0x10;
	return *nowhere + (s->req.flags | chn->flags);
}

struct task *process_stream(struct task *t, void *context, unsigned state)
{
	struct stream *s = context;
	struct channel *req = &s->req, *res = &s->res;
	comp_prepare_compress_request(s, req);
	return res->flags ? NULL : t;
}

int main(void)
{
	static struct comp_algo gzip = {"gzip"}, deflate = {"deflate"};
	static struct proxy be = {OBJ_TYPE_PROXY, "thing_two"}, fe = {OBJ_TYPE_PROXY, "fe", &be};
	static struct session sess = {&fe};
	static struct server srv = {0, OBJ_TYPE_SERVER, "two"};
	static struct comp_state on_request = {NULL, &deflate}, on_response = {NULL, &gzip};
	struct stream *s = calloc(1, sizeof(*s));
	struct task *t = calloc(1, sizeof(*t));

	proxies_list = &fe;
	s->sess = &sess;
	s->be = &be;
	s->target = &srv.obj_type;
	s->txn.http = calloc(1, sizeof(*s->txn.http));
	s->txn.http->meth = HTTP_METH_OTHER;
	s->strm_flt.filters.n = s->strm_flt.filters.p = &s->strm_flt.filters;
	filter(s, "comp-req filter", &on_request);
	filter(s, "comp-res filter", &on_response);
	filter(s, "trace filter", NULL);
	fill(&s->req.buf);
	t->context = s;
	t->process = process_stream;
	return process_stream(t, s, 0) == NULL;
}
