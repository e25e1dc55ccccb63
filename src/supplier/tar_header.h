/* The header of one regular file in a tar archive of the kind POSIX.1-2017 calls ustar (pax,
 * "ustar Interchange Format"): 512 bytes that follow from path, size and mode alone. Owner,
 * group and times are 0. */
#ifndef POLICEAI_SUPPLIER_TAR_HEADER_H
#define POLICEAI_SUPPLIER_TAR_HEADER_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { TAR_BLOCK = 512 };
/* 11 octal digits */
#define TAR_SIZE_MAX 077777777777ull

/* Whether the path goes into the header: at most 100 bytes, or with a '/' that leaves at most
 * 155 before and 1 to 100 behind it. */
bool tar_path_fits(struct str path);
/* The path must fit, and the size be at most TAR_SIZE_MAX (BUG otherwise). */
void tar_header(unsigned char block[TAR_BLOCK], struct str path, uint64_t size,
                bool executable);
/* The size that a header says; UINT64_MAX when it is no number. Nothing else is believed:
 * whoever reads makes the header again and compares. */
uint64_t tar_size_of(const unsigned char block[TAR_BLOCK]);

#endif
