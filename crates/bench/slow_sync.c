// SPDX-License-Identifier: EUPL-1.2
// Makes every sync of a process slower by SLOW_SYNC_MS milliseconds: for `bench accept --sync-ms`.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int later(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *ms = getenv("SLOW_SYNC_MS");
  long wait = ms ? atol(ms) : 0;
  struct timespec time = {wait / 1000, (wait % 1000) * 1000000L};
  int done = real(fd);
  nanosleep(&time, NULL);
  return done;
}

int fsync(int fd) { return later("fsync", fd); }
int fdatasync(int fd) { return later("fdatasync", fd); }
