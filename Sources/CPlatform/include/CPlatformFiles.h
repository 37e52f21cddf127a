// Walking a directory tree: ftw.h, which Swift's module of the C library leaves out.
#ifndef CPLATFORM_FILES_H
#define CPLATFORM_FILES_H

// Removes what it can of a directory and all that is in it; links are removed, not followed. Leaves open directories to
// no more than 16 descriptors at once.
void platform_remove_tree(const char *path);

#endif
