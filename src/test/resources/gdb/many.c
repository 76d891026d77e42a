/* A process that dies outside of any stream while several are on its list: which one it was can't be told. */
#include <stdlib.h>

struct list { struct list *n, *p; };
struct proxy { char *id; struct proxy *next; };
struct session { struct proxy *fe; };
struct stream { struct session *sess; struct list list; };
struct task { void *process, *context; };
struct thread_info { void *stack_top; };
struct thread_ctx { struct task *current; struct list streams; };

char haproxy_version[] = "2.6.12";
struct { int nbthread; } global = {1};
struct thread_ctx ha_thread_ctx[4];
struct thread_info ha_thread_info[4];
struct proxy the_proxy = {"fe"};

int main(int argc, char **argv)
{
	static struct session sess = {&the_proxy};
	static struct stream some[8];
	struct list *head = &ha_thread_ctx[0].streams, *last = head;
	int count = atoi(argv[1]);

	for (int i = 0; i < count; i++) {
		some[i].sess = &sess;
		last->n = &some[i].list;
		some[i].list.p = last;
		last = &some[i].list;
	}
	last->n = head;
	head->p = last;
	abort();
}
