/* Preloaded into a program under test: makes the system refuse, as a disk that is full or dying does.
 *
 * FAULT_PATH    what a file's path must contain for its calls to count
 * FAULT_WRITE   n: the n-th write (from 0) and all later ones fail with ENOSPC, half done where they can be
 * FAULT_SYNC    n: the n-th fsync or fdatasync fails with EIO; the later ones succeed, as they do on Linux
 * FAULT_REPORT  a file that is told at the end how many writes and syncs counted
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long writes, syncs;

__attribute__((destructor)) static void report(void) {
    const char *name = getenv("FAULT_REPORT");
    FILE *file = name ? fopen(name, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld %ld\n", atomic_load(&writes), atomic_load(&syncs));
    fclose(file);
}

static int counts(int file) {
    const char *wanted = getenv("FAULT_PATH");
    char link[64], path[4096];
    if (!wanted) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, wanted) != NULL;
}

static int refuses_write(int file) {
    const char *from = getenv("FAULT_WRITE");
    int saved = errno;
    int refuses = counts(file) && atomic_fetch_add(&writes, 1) >= (from ? atol(from) : LONG_MAX);
    errno = saved;
    return refuses;
}

static int refuses_sync(int file) {
    const char *at = getenv("FAULT_SYNC");
    int saved = errno;
    int refuses = counts(file) && atomic_fetch_add(&syncs, 1) == (at ? atol(at) : -1);
    errno = saved;
    return refuses;
}

#define REAL(type, name) \
    static type real; \
    if (!real) real = (type)dlsym(RTLD_NEXT, name)

typedef int (*sync_call)(int);
typedef ssize_t (*write_call)(int, const void *, size_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);
typedef int (*truncate_call)(int, off64_t);
typedef int (*allocate_call)(int, off64_t, off64_t);

int fsync(int file) {
    REAL(sync_call, "fsync");
    if (refuses_sync(file)) { errno = EIO; return -1; }
    return real(file);
}

int fdatasync(int file) {
    REAL(sync_call, "fdatasync");
    if (refuses_sync(file)) { errno = EIO; return -1; }
    return real(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write_call, "write");
    if (refuses_write(file)) {
        if (count > 1 && real(file, bytes, count / 2) > 0) return (ssize_t)(count / 2);
        errno = ENOSPC;
        return -1;
    }
    return real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    REAL(pwrite_call, "pwrite64");
    if (refuses_write(file)) {
        if (count > 1) real(file, bytes, count / 2, offset);
        errno = ENOSPC;
        return -1;
    }
    return real(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    REAL(pwrite_call, "pwrite64");
    if (refuses_write(file)) {
        if (count > 1) real(file, bytes, count / 2, offset);
        errno = ENOSPC;
        return -1;
    }
    return real(file, bytes, count, offset);
}

int ftruncate64(int file, off64_t length) {
    REAL(truncate_call, "ftruncate64");
    if (refuses_write(file)) { errno = ENOSPC; return -1; }
    return real(file, length);
}

int posix_fallocate64(int file, off64_t offset, off64_t length) {
    REAL(allocate_call, "posix_fallocate64");
    return refuses_write(file) ? ENOSPC : real(file, offset, length);
}
