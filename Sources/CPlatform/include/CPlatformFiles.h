// Directory trees and file systems: headers that Swift's module of the C library leaves out.
#ifndef CPLATFORM_FILES_H
#define CPLATFORM_FILES_H

// Removes what it can of a directory and all that is in it; links are removed, not followed. Leaves open directories to
// no more than 16 descriptors at once.
void platform_remove_tree(const char *path);

// 1 when the open file lies on a file system that has no device behind it, else 0.
int platform_lies_in_memory(int descriptor);

#endif
