/* A process whose structures were damaged on purpose: lists that loop, counts beyond reason, strings without an end, pointers to
 * nowhere. What can be read is to be told, and nothing may take long. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>

struct list { struct list *n, *p; };
struct buffer { size_t size; char *area; size_t data, head; };
struct channel { unsigned flags; struct buffer buf; };
struct htx { unsigned size; int tail, head; char blocks[8]; };
struct http_txn { int meth; short status; char *uri; };
struct proxy { char *id; struct proxy *next; };
struct session { struct proxy *fe; };
struct flt_conf { const char *id; };
struct filter { struct flt_conf *config; void *ctx; struct list list; };
struct stream {
	struct session *sess;
	struct channel req;
	struct proxy *be;
	struct http_txn *txn;
	struct list list;
	struct { struct list filters; } strm_flt;
};
struct thread_ctx { struct list streams; void *current; };

char haproxy_version[] = "2.6.12\n{\"forged\":1}";
struct { int nbthread; } global = {0x7fffffff};
struct thread_ctx ha_thread_ctx[4];
struct proxy *proxies_list;
struct timeval start_date = {-5, 0};
struct filter a_filter;
struct htx an_htx;

__attribute__((noinline)) static int die(struct stream *s, struct stream *wild)
{
	return wild ? abort(), 1 : s == NULL;
}

int main(void)
{
	static struct proxy loop = {NULL, &loop}, lost = {(char *)0x41414141};
	static struct session sess = {&loop};
	static struct http_txn txn = {99, -503, (char *)0xdeadbeef000};
	static struct stream s = {&sess};
	static struct filter f;
	char *endless = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(endless, 'x', 1 << 20);
	loop.id = endless;
	proxies_list = &loop;
	s.be = &lost;
	s.txn = &txn;
	s.strm_flt.filters.n = &f.list;
	f.list.n = &f.list;
	s.req.buf = (struct buffer){1 << 30, endless, 1, 1};
	return die(&s, (struct stream *)0x10);
}
