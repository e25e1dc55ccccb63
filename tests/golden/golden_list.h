/* What the makers of golden logs write beside them. */
#ifndef POLICEAI_GOLDEN_LIST_H
#define POLICEAI_GOLDEN_LIST_H

#include "support/log_maker.h"

/* Origin, keys, size, root, then "INDEX ID TYPE" of each leaf. */
void golden_list_write(struct log_maker *maker, const char *path);

#endif
