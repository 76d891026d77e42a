/* A process with the shapes of HAProxy 1.6's structures that dies as the story's did: the algorithm is the stream's own, there
 * are no filters and no threads, and all streams are on one list. */
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum http_meth_t { HTTP_METH_NONE, HTTP_METH_OPTIONS, HTTP_METH_GET, HTTP_METH_HEAD, HTTP_METH_POST };
struct list { struct list *n, *p; };
struct buffer { char *p; unsigned size, i, o; char data[8]; };
struct channel { unsigned flags; struct buffer *buf; };
struct http_msg { int state; struct channel *chn; };
struct http_txn { struct http_msg rsp, req; enum http_meth_t meth; short status; char *uri; };
struct proxy { char *id; struct proxy *next; };
struct session { struct proxy *fe; };
struct server { char *id; };
struct comp_algo { char *cfg_name; };
struct comp_ctx { int level; };
struct stream {
	int *target;
	struct channel req, res;
	struct proxy *be;
	struct session *sess;
	struct server *srv_conn;
	struct http_txn *txn;
	struct list list;
	struct comp_ctx *comp_ctx;
	struct comp_algo *comp_algo;
};

char haproxy_version[] = "1.6.7";
struct timeval start_date = {1470000000, 0}, now = {1470000300, 0};
struct proxy *proxy;
struct list streams = {&streams, &streams};

__attribute__((noinline)) int deflate_init(struct comp_ctx **ctx, int level)
{
	return ctx == NULL || level;
}

__attribute__((noinline)) static int deflate_flush_or_finish(struct comp_ctx *ctx)
{
	volatile int *nowhere = (int *)(0x10L + ctx->level);
	return *nowhere;
}

__attribute__((noinline)) static int http_compression_buffer_end(struct stream *s)
{
	return deflate_flush_or_finish(s->comp_ctx) + 1;
}

__attribute__((noinline)) static int http_response_forward_body(struct stream *s, struct channel *res)
{
	return http_compression_buffer_end(s) + res->flags;
}

int main(int argc, char **argv)
{
	static struct comp_algo gzip = {"gzip"};
	static struct comp_ctx ctx;
	static struct proxy be = {"thing_two"}, fe = {"fe", &be};
	static struct session sess = {&fe};
	static struct server srv = {"two"};
	static struct http_txn txn = {{0}, {0}, HTTP_METH_POST, 200, "POST /webhook/x HTTP/1.1"};
	static struct stream s = {NULL, {0}, {0}, &be, &sess, &srv, &txn, {NULL}, &ctx, &gzip};

	proxy = &fe;
	streams.n = streams.p = &s.list;
	s.list.n = s.list.p = &streams;
	return argv == NULL ? deflate_init(NULL, argc) : http_response_forward_body(&s, &s.res);
}
