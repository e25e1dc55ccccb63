/* A supplier's submission: whatever is read, only plain paths below package/ or the file of
 * outputs reach the sink, each once, in order and with the bytes that were signed for; what was
 * read wholly is, written again, the same. The container's first header has a sum the fuzzer
 * cannot find, so it is made here: input = two bytes with the note's length, the note, the
 * rest.
 */
#include "base/err.h"
#include "supplier/submission_box.h"
#include "supplier/tar_header.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct source {
    struct str text;
    size_t taken;
};

struct seen {
    struct strbuf again;
    struct str last; /* path */
    uint64_t left;   /* bytes of the file that are still to come */
};

static enum err_code give(void *data, void *out, size_t length, size_t *got, struct err *err)
{
    struct source *source = data;
    (void)err;
    *got = source->text.n - source->taken;
    *got = *got < length ? *got : length;
    memcpy(out, source->text.p + source->taken, *got);
    source->taken += *got;
    return ERR_OK;
}

/* What a path may be, said once more in other words. */
static void check_path(struct str path)
{
    if (path.n == 0 || path.n > 256 || path.p[0] == '/' || path.p[path.n - 1] == '/') {
        BUG("a path that is none");
    }
    for (size_t i = 0; i < path.n; i++) {
        bool first = i == 0 || path.p[i - 1] == '/';
        struct str rest = str_from(path, i);
        if (path.p[i] == '\0' || path.p[i] == '\\' || path.p[i] == '\n' ||
            (first && (str_starts(rest, STR("/")) || str_is(rest, ".") || str_is(rest, "..") ||
                       str_starts(rest, STR("./")) || str_starts(rest, STR("../"))))) {
            BUG("a path that leads away");
        }
    }
    if (!str_starts(path, STR("package/")) && str_has_byte(path, '/')) {
        BUG("a path of another folder");
    }
}

static void add_block(struct seen *seen, struct str path, uint64_t size, bool executable)
{
    unsigned char block[TAR_BLOCK];
    tar_header(block, path, size, executable);
    strbuf_add(&seen->again, block, sizeof block);
}

static void pad(struct strbuf *out)
{
    while (out->n % TAR_BLOCK != 0) {
        strbuf_putc(out, '\0');
    }
}

static enum err_code begin(void *data, const struct submission_file *file, struct err *err)
{
    struct seen *seen = data;
    (void)err;
    check_path(file->path);
    if (seen->last.p != NULL && str_cmp(seen->last, file->path) >= 0) {
        BUG("a path twice");
    }
    seen->last = file->path;
    seen->left = file->bytes;
    add_block(seen, file->path, file->bytes, file->executable);
    return ERR_OK;
}

static enum err_code add(void *data, struct str bytes, struct err *err)
{
    struct seen *seen = data;
    (void)err;
    if (bytes.n > seen->left) {
        BUG("more bytes than were signed for");
    }
    seen->left -= bytes.n;
    strbuf_str(&seen->again, bytes);
    return ERR_OK;
}

static enum err_code end(void *data, const struct submission_file *file, struct err *err)
{
    struct seen *seen = data;
    (void)file;
    (void)err;
    if (seen->left != 0) {
        BUG("fewer bytes than were signed for");
    }
    pad(&seen->again);
    return ERR_OK;
}

static void check_claims(const struct submission *submission)
{
    for (size_t i = 0; i < submission->file_count; i++) {
        check_path(submission->files[i].path);
    }
    if (submission->file_count == 0 || submission->contacts->array.count == 0 ||
        submission->claim_count > SUBMISSION_CLAIMS_MAX) {
        BUG("a submission without what it must have");
    }
}

static void read_box(struct arena *arena, struct str text)
{
    struct source source = {text, 0};
    struct seen seen = {.last = {NULL, 0}};
    const struct box_sink sink = {begin, add, end, &seen};
    struct box_reader reader;
    struct err err;
    strbuf_init(&seen.again, 4 << 20);
    if (box_open(&reader, arena, give, &source, &err) == ERR_OK) {
        check_claims(&reader.submission);
        add_block(&seen, STR("submission.note"), reader.submission.note.n, false);
        strbuf_str(&seen.again, reader.submission.note);
        pad(&seen.again);
        if (box_files(&reader, &sink, &err) == ERR_OK) {
            static const char zeros[2 * TAR_BLOCK];
            strbuf_add(&seen.again, zeros, sizeof zeros);
            if (!str_eq(strbuf_view(&seen.again), text)) {
                BUG("written again it is another");
            }
        }
    }
    strbuf_release(&seen.again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct strbuf text;
    unsigned char block[TAR_BLOCK];
    if (length < 2) {
        return 0;
    }
    size_t note = ((size_t)bytes[0] << 8 | bytes[1]) % (length - 1);
    struct str rest = str_n((const char *)bytes + 2, length - 2);
    struct arena *arena = arena_new();
    strbuf_init(&text, 4 << 20);
    tar_header(block, STR("submission.note"), note, false);
    strbuf_add(&text, block, sizeof block);
    strbuf_str(&text, str_sub(rest, 0, note));
    pad(&text);
    strbuf_str(&text, str_from(rest, note));
    read_box(arena, strbuf_view(&text));
    strbuf_release(&text);
    arena_free(arena);
    return 0;
}
