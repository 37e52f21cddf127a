// Removing a tree by the C library's own walk, and asking what a file system is.
#define _XOPEN_SOURCE 700
#include "include/CPlatformFiles.h"
#include <ftw.h>
#include <stdio.h>
#if defined(__linux__)
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place) {
  (void)info, (void)type, (void)place;
  remove(path);
  return 0;
}

void platform_remove_tree(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }

int platform_lies_in_memory(int descriptor) {
#if defined(__linux__)
  struct statfs info;
  return fstatfs(descriptor, &info) == 0 && (info.f_type == TMPFS_MAGIC || info.f_type == RAMFS_MAGIC);
#else
  (void)descriptor;
  return 0;
#endif
}
