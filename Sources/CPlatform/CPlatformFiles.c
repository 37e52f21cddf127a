// Removing a tree by the C library's own walk.
#define _XOPEN_SOURCE 700
#include "include/CPlatformFiles.h"
#include <ftw.h>
#include <stdio.h>

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place) {
  (void)info, (void)type, (void)place;
  remove(path);
  return 0;
}

void platform_remove_tree(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }
