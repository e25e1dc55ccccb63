#include "made_bench.h"

#include "bench/bench_item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char header[] =
    "{\"groups\":{\"kind\":{\"title\":\"Kind\",\"values\":[\"one\",\"two\"]}}}";

static const char *const rows[MADE_ITEMS] = {
    "{\"id\":\"a\",\"input\":{\"text\":\"Jo 07700 "
    "900123\"},\"expected\":{\"spans\":[{\"start\":0,"
    "\"end\":2,\"label\":\"PERSON\"},{\"start\":3,\"end\":15,\"label\":\"PHONE\"}]},\"groups\":"
    "{"
    "\"kind\":\"one\"},\"cluster\":\"x\",\"split\":\"test\"}",
    "{\"id\":\"b\",\"input\":{\"text\":\"\"},\"expected\":{\"spans\":[]},\"groups\":{\"kind\":"
    "\"two\"},"
    "\"cluster\":\"x\",\"split\":\"test\"}",
    "{\"id\":\"c\",\"input\":{\"text\":\"Zo\xC3\xAB\"},\"expected\":{\"spans\":[{\"start\":0,"
    "\"end\":3,"
    "\"label\":\"PERSON\"}]},\"groups\":{},\"cluster\":\"y\",\"split\":\"test\"}",
    "{\"id\":\"d\",\"input\":{\"text\":\"dev\"},\"expected\":{\"spans\":[]},\"groups\":{},"
    "\"cluster\":"
    "\"z\",\"split\":\"dev\"}"};

struct bench *made_bench(void)
{
    static struct bench bench;
    struct js *json;
    if (bench.arena != NULL) {
        return &bench;
    }
    bench.arena = arena_new();
    bench.task = task_lookup(STR("text-redaction"));
    bench.items = calloc(MADE_ITEMS, sizeof *bench.items);
    if (js_parse(bench.arena, str_of(header), &json, NULL) != ERR_OK) {
        abort();
    }
    bench.json = json;
    for (bench.count = 0; bench.count < MADE_ITEMS; bench.count++) {
        struct err err;
        if (bench_item_parse(&bench, str_of(rows[bench.count]), &bench.items[bench.count],
                             &err) != ERR_OK) {
            fprintf(stderr, "%s\n", err.message);
            abort();
        }
    }
    return &bench;
}

const char *made_file(const uint8_t *bytes, size_t length)
{
    static int fd = -1;
    static char path[64];
    if (fd < 0) {
        fd = memfd_create("made", MFD_CLOEXEC);
    }
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, bytes, length, 0) != (ssize_t)length) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return path;
}
