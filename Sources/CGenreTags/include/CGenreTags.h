#ifndef CGENRE_TAGS_H
#define CGENRE_TAGS_H

/// Copies all extended attributes, among them access control lists, from one open file to another.
///
/// Returns 0; where something could not be copied the number of errno. A file system that has no such attributes
/// counts as success.
int genre_tags_copy_attributes(int from, int to);

#endif
