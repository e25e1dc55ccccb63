/* Mutations for bundles (ledger/exchange_bundle.h): mostly of the records alone. The header is
 * canonical JSON with a checkpoint in it, and nearly every change to it ends in the parser; a
 * planted bug in the judgement of a body's length stayed hidden for two minutes without this.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max, unsigned seed);

enum { END = 33, HASH = 32, LEAVES_MAX = 1000 };

/* Where the first record begins: behind the header and as many hashes as the checkpoint in it
 * has leaves; `size` when there is no such place. */
static size_t records_begin(const uint8_t *bytes, size_t size)
{
    size_t leaves = 0;
    const uint8_t *first = memchr(bytes, '\n', size);
    const uint8_t *second =
        first != NULL ? memchr(first + 1, '\n', size - (size_t)(first + 1 - bytes)) : NULL;
    const uint8_t *escape =
        second != NULL ? memchr(first, '\\', (size_t)(second - first)) : NULL;
    if (escape == NULL) {
        return size;
    }
    for (const uint8_t *p = escape + 2; p < second && *p >= '0' && *p <= '9'; p++) {
        leaves = leaves * 10 + (size_t)(*p - '0');
        if (leaves > LEAVES_MAX) {
            return size;
        }
    }
    size_t begin = (size_t)(second + 1 - bytes) + leaves * HASH;
    return begin < size ? begin : size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max, unsigned seed)
{
    uint8_t end[END];
    size_t begin = records_begin(bytes, size);
    if (seed % 4 == 0 || begin + END >= size) {
        return LLVMFuzzerMutate(bytes, size, max);
    }
    memcpy(end, bytes + size - END, END);
    size_t records = LLVMFuzzerMutate(bytes + begin, size - END - begin, max - END - begin);
    memcpy(bytes + begin + records, end, END);
    return begin + records + END;
}
