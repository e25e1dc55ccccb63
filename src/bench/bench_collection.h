/* What is searched in a benchmark of a task of the shape indexed. benchmark.json declares
 *
 *     "collections":{NAME:{"title":TEXT,"file":PATH},…}
 *
 * and each PATH, a listed file, has one line an entry: {"id":ID,"input":{…}}. An item's input
 * names one of them with "collection". Unlike a bad row, a bad entry is an error: an item
 * cannot be scored against a collection that is not whole. */
#ifndef POLICEAI_BENCH_BENCH_COLLECTION_H
#define POLICEAI_BENCH_BENCH_COLLECTION_H

#include "bench/bench.h"

/* Reads all of them; ERR_FORMAT names file and line. */
enum err_code bench_collections_read(struct bench *bench, struct err *err) MUST_USE;
/* A row's input names a collection, and what it expects stands in it. */
enum err_code bench_item_in_collection(const struct bench *bench, const struct bench_item *item,
                                       struct err *err) MUST_USE;

#endif
