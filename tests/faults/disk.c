/* A disk that fails: the n-th call to open, write, sync, rename, remove or cut a file under a folder
   fails or ends the process. Loaded before the C library, so DuckDB's own calls count as well. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { COUNT, FAIL, FULL, KILL_BEFORE, KILL_AFTER };
static char folder[4096];
static int mode = -1, is_log;
static long at, calls;

/* From now on the n-th call goes wrong; DuckDB's many writes to its log (.wal) count apart. */
void disk_arm(const char *path, int how, long n, int of_log) {
    snprintf(folder, sizeof folder, "%s", path);
    is_log = of_log;
    at = n;
    calls = 0;
    mode = how;
}

long disk_calls(void) {
    mode = -1;
    return calls;
}

/* What is to happen at this call: 0 nothing, else the mode. */
static int due(const char *path) {
    if (mode < 0 || !path || strncmp(path, folder, strlen(folder))) return 0;
    size_t size = strlen(path);
    if ((size > 4 && !strcmp(path + size - 4, ".wal")) != is_log) return 0;
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != at || mode == COUNT) return 0;
    if (mode == KILL_BEFORE) kill(getpid(), SIGKILL);
    return mode;
}

static const char *name(int fd) {
    static __thread char path[4096];
    char link[64];
    if (mode < 0) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    path[size > 0 ? size : 0] = 0;
    return path;
}

#define NEXT(call) static __typeof__(&call) next; if (!next) next = dlsym(RTLD_NEXT, #call)
#define ANSWER(type, path, action) \
    int what = due(path); \
    if (what == FAIL || what == FULL) { errno = what == FULL ? ENOSPC : EIO; return -1; } \
    type answer = action; \
    if (what == KILL_AFTER) kill(getpid(), SIGKILL); \
    return answer
/* A full disk takes half of what it is given: what is left of a torn write. */
#define HALF(type, fd, action, half) \
    int what = due(name(fd)); \
    if (what == FULL) { (void)!(half); errno = ENOSPC; return -1; } \
    if (what == FAIL) { errno = EIO; return -1; } \
    type answer = action; \
    if (what == KILL_AFTER) kill(getpid(), SIGKILL); \
    return answer
#define MODE va_list rest; va_start(rest, flags); int rights = va_arg(rest, int); va_end(rest)

int open(const char *path, int flags, ...) {
    NEXT(open); MODE; ANSWER(int, path, next(path, flags, rights));
}
int open64(const char *path, int flags, ...) {
    NEXT(open64); MODE; ANSWER(int, path, next(path, flags, rights));
}
ssize_t write(int fd, const void *bytes, size_t size) {
    NEXT(write); HALF(ssize_t, fd, next(fd, bytes, size), next(fd, bytes, size / 2));
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t to) {
    NEXT(pwrite); HALF(ssize_t, fd, next(fd, bytes, size, to), next(fd, bytes, size / 2, to));
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t to) {
    NEXT(pwrite64); HALF(ssize_t, fd, next(fd, bytes, size, to), next(fd, bytes, size / 2, to));
}
int fsync(int fd) { NEXT(fsync); ANSWER(int, name(fd), next(fd)); }
int fdatasync(int fd) { NEXT(fdatasync); ANSWER(int, name(fd), next(fd)); }
int ftruncate(int fd, off_t size) { NEXT(ftruncate); ANSWER(int, name(fd), next(fd, size)); }
int ftruncate64(int fd, off64_t size) { NEXT(ftruncate64); ANSWER(int, name(fd), next(fd, size)); }
int rename(const char *from, const char *to) { NEXT(rename); ANSWER(int, to, next(from, to)); }
int unlink(const char *path) { NEXT(unlink); ANSWER(int, path, next(path)); }
int mkdir(const char *path, mode_t rights) { NEXT(mkdir); ANSWER(int, path, next(path, rights)); }
