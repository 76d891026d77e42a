// What a process may, taken over by a child of ours that stands in its place.
#include "helper.h"
#include <linux/capability.h>

size_t groups_of(const char *status, gid_t *group, size_t most) {
    size_t count = 0;
    char *end;
    for (const char *at = behind(status, "\nGroups:\t"); count < most && *at >= '0' && *at <= '9'; at = end + (*end == ' '))
        group[count++] = (gid_t) strtoul(at, &end, 10);
    return count;
}

uint64_t capabilities_of(const char *status) { return strtoull(behind(status, "\nCapEff:\t"), NULL, 16); }

bool confined(uint64_t wanted) {
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[2] = {{0}};
    if (syscall(SYS_capget, &head, sets) < 0) return false;
    for (int i = 0; i < 2; i++) {
        sets[i].permitted &= (uint32_t) (wanted >> (32 * i));
        sets[i].effective = sets[i].permitted;
        sets[i].inheritable = 0;
    }
    return syscall(SYS_capset, &head, sets) == 0;
}
