/* See submission_box.h. */
#include "supplier/submission_box.h"

#include "base/file.h"
#include "supplier/tar_header.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 65536 };

static const struct str note_name = {"submission.note", 15};

enum err_code box_read_descriptor(void *data, void *out, size_t length, size_t *got,
                                  struct err *err)
{
    const struct box_descriptor *from = data;
    ssize_t n;
    do {
        n = read(from->fd, out, length);
    } while (n < 0 && errno == EINTR);
    *got = n > 0 ? (size_t)n : 0;
    return n < 0 ? err_errno(err, "cannot read %s", from->path) : ERR_OK;
}

static enum err_code take(struct box_reader *reader, void *out, size_t length, struct err *err)
{
    size_t got = 0;
    for (size_t have = 0; have < length; have += got) {
        TRY(reader->source(reader->data, (char *)out + have, length - have, &got, err));
        if (got == 0) {
            return err_set(err, ERR_FORMAT, "it is cut off");
        }
    }
    return ERR_OK;
}

static size_t padding_of(uint64_t bytes)
{
    return (size_t)((TAR_BLOCK - bytes % TAR_BLOCK) % TAR_BLOCK);
}

static enum err_code take_padding(struct box_reader *reader, uint64_t bytes, struct err *err)
{
    static const unsigned char zeros[TAR_BLOCK];
    unsigned char block[TAR_BLOCK];
    TRY(take(reader, block, padding_of(bytes), err));
    return memcmp(block, zeros, padding_of(bytes)) == 0
               ? ERR_OK
               : err_set(err, ERR_INVALID, "there is something between its files");
}

enum err_code box_open(struct box_reader *reader, struct arena *arena, box_source_fn *source,
                       void *data, struct err *err)
{
    unsigned char found[TAR_BLOCK];
    unsigned char wanted[TAR_BLOCK];
    reader->source = source;
    reader->data = data;
    TRY(take(reader, found, sizeof found, err));
    uint64_t size = tar_size_of(found);
    if (size > SUBMISSION_NOTE_MAX) {
        return err_set(err, ERR_FORMAT, "it does not begin with submission.note");
    }
    tar_header(wanted, note_name, size, false);
    if (memcmp(found, wanted, TAR_BLOCK) != 0) {
        return err_set(err, ERR_FORMAT, "it does not begin with submission.note");
    }
    char *text = arena_alloc(arena, (size_t)size + 1);
    TRY(take(reader, text, (size_t)size, err));
    TRY(take_padding(reader, size, err));
    text[size] = '\0';
    return submission_parse(arena, str_n(text, (size_t)size), &reader->submission, err);
}

static enum err_code take_content(struct box_reader *reader, const struct submission_file *file,
                                  const struct box_sink *sink, struct err *err)
{
    struct sha256_stream stream;
    char piece[PIECE];
    sha256_begin(&stream);
    for (uint64_t left = file->bytes; left > 0;) {
        size_t n = left < sizeof piece ? (size_t)left : sizeof piece;
        TRY(take(reader, piece, n, err));
        sha256_add(&stream, piece, n);
        TRY(sink->bytes(sink->data, str_n(piece, n), err));
        left -= n;
    }
    struct sha256 digest = sha256_end(&stream);
    return sha256_eq(&digest, &file->digest)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "its bytes are not those of its sha256");
}

static enum err_code take_file(struct box_reader *reader, const struct submission_file *file,
                               const struct box_sink *sink, struct err *err)
{
    unsigned char found[TAR_BLOCK];
    unsigned char wanted[TAR_BLOCK];
    TRY(take(reader, found, sizeof found, err));
    tar_header(wanted, file->path, file->bytes, file->executable);
    if (memcmp(found, wanted, TAR_BLOCK) != 0) {
        return err_set(err, ERR_INVALID, "its place holds another file");
    }
    TRY(sink->begin(sink->data, file, err));
    TRY(take_content(reader, file, sink, err));
    TRY(take_padding(reader, file->bytes, err));
    return sink->end(sink->data, file, err);
}

static enum err_code take_end(struct box_reader *reader, struct err *err)
{
    static const unsigned char zeros[2 * TAR_BLOCK];
    unsigned char blocks[2 * TAR_BLOCK];
    size_t got;
    TRY(take(reader, blocks, sizeof blocks, err));
    if (memcmp(blocks, zeros, sizeof blocks) != 0) {
        return err_set(err, ERR_INVALID, "it holds more files than its note names");
    }
    TRY(reader->source(reader->data, blocks, 1, &got, err));
    return got == 0 ? ERR_OK : err_set(err, ERR_INVALID, "there is something behind its end");
}

enum err_code box_files(struct box_reader *reader, const struct box_sink *sink, struct err *err)
{
    for (size_t i = 0; i < reader->submission.file_count; i++) {
        const struct submission_file *file = &reader->submission.files[i];
        enum err_code code = take_file(reader, file, sink, err);
        if (code != ERR_OK) {
            err_prefix(err, "%.*s", STR_ARG(file->path));
            return code;
        }
    }
    return take_end(reader, err);
}

struct box_writer {
    int fd;
    const char *path;
    const char *folder;
};

static enum err_code write_padding(struct box_writer *writer, uint64_t bytes, struct err *err)
{
    static const char zeros[TAR_BLOCK];
    return file_write_fd(writer->fd, writer->path, str_n(zeros, padding_of(bytes)), err);
}

static enum err_code write_header(struct box_writer *writer, struct str path, uint64_t bytes,
                                  bool executable, struct err *err)
{
    unsigned char block[TAR_BLOCK];
    tar_header(block, path, bytes, executable);
    return file_write_fd(writer->fd, writer->path, str_n((const char *)block, TAR_BLOCK), err);
}

/* What changed since its digest was taken is seen. */
static enum err_code copy_content(struct box_writer *writer, const struct submission_file *file,
                                  int fd, const char *path, struct err *err)
{
    struct box_descriptor from = {fd, path};
    struct sha256_stream stream;
    char piece[PIECE];
    uint64_t bytes = 0;
    size_t got = 1;
    sha256_begin(&stream);
    while (got > 0 && bytes <= file->bytes) {
        TRY(box_read_descriptor(&from, piece, sizeof piece, &got, err));
        sha256_add(&stream, piece, got);
        bytes += got;
        TRY(file_write_fd(writer->fd, writer->path, str_n(piece, got), err));
    }
    struct sha256 digest = sha256_end(&stream);
    return bytes == file->bytes && sha256_eq(&digest, &file->digest)
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "%s changed while it was packed", path);
}

static enum err_code write_file(struct box_writer *writer, const struct submission_file *file,
                                struct err *err)
{
    struct arena *arena = arena_new();
    struct str below = submission_below_package(file->path);
    struct str name = below.p != NULL ? below : file->path;
    const char *path = arena_printf(arena, "%s/%.*s", writer->folder, STR_ARG(name));
    enum err_code code;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        code = err_errno(err, "cannot open %s", path);
    } else {
        code = write_header(writer, file->path, file->bytes, file->executable, err);
    }
    if (code == ERR_OK) {
        code = copy_content(writer, file, fd, path, err);
    }
    if (code == ERR_OK) {
        code = write_padding(writer, file->bytes, err);
    }
    if (fd >= 0) {
        close(fd);
    }
    arena_free(arena);
    return code;
}

static enum err_code write_all(struct box_writer *writer, const struct submission *submission,
                               struct err *err)
{
    static const char zeros[2 * TAR_BLOCK];
    TRY(write_header(writer, note_name, submission->note.n, false, err));
    TRY(file_write_fd(writer->fd, writer->path, submission->note, err));
    TRY(write_padding(writer, submission->note.n, err));
    for (size_t i = 0; i < submission->file_count; i++) {
        TRY(write_file(writer, &submission->files[i], err));
    }
    TRY(file_write_fd(writer->fd, writer->path, str_n(zeros, sizeof zeros), err));
    return fsync(writer->fd) == 0 ? ERR_OK : err_errno(err, "cannot sync %s", writer->path);
}

enum err_code box_write(const char *to, const struct submission *submission, const char *folder,
                        struct err *err)
{
    struct arena *arena = arena_new();
    struct box_writer writer = {.path = arena_printf(arena, "%s.tmp-%d", to, (int)getpid()),
                                .folder = folder};
    enum err_code code;
    writer.fd = open(writer.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (writer.fd < 0) {
        code = err_errno(err, "cannot write %s", to);
    } else {
        code = write_all(&writer, submission, err);
        close(writer.fd);
        if (code == ERR_OK && rename(writer.path, to) != 0) {
            code = err_errno(err, "cannot write %s", to);
        }
        if (code != ERR_OK) {
            unlink(writer.path);
        }
    }
    arena_free(arena);
    return code;
}
