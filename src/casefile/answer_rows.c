#include "casefile/answer_rows.h"

#include "base/file.h"
#include "casefile/casefile.h"
#include "casefile/reader_line.h"
#include "casefile_sql.h"
#include "crypto/digest.h"
#include "store/db_ask.h"

#include <sys/stat.h>
#include <unistd.h>

struct taking {
    struct db *db;
    struct arena *arena;           /* of the whole answer */
    struct arena *line_arena;      /* of one line */
    struct house_program *program; /* NULL: the answer is a held one */
    const char *scratch;
    const struct reading_of *of;
    int64_t pages, members; /* with this answer */
    int64_t within;         /* files of the top one so far */
    bool ended;
    bool fault;
};

/* What could not be written or read on this side (ERR_IO) is no fault of the answer. */
static enum err_code blame(struct taking *taking, enum err_code code)
{
    taking->fault = code != ERR_OK && code != ERR_IO;
    return code;
}

static enum err_code take_page(struct taking *taking, const struct reader_line *line,
                               struct err *err)
{
    int64_t id;
    struct db *db = taking->db;
    int64_t document = taking->of->document;
    if (line->page <= taking->pages) {
        return blame(taking, err_set(err, ERR_FORMAT, "page %lld came twice or late",
                                     (long long)line->page));
    }
    taking->pages = line->page;
    TRY(db_do(db, sql_casefile_page_add, err, "iittiitb", document, line->page, line->label,
              line->source, line->width, line->height, line->text, line->words));
    TRY(db_number(db, sql_casefile_page_id, &id, err, "ii", document, line->page));
    return db_do(db, sql_casefile_page_words_add, err, "it", id, line->text);
}

/* Why a file within is not read, or NULL. */
static const char *refusal(struct taking *taking, const struct reader_line *line)
{
    if (line->kind == READER_LOST) {
        return arena_printf(taking->arena, "not read: %.*s", STR_ARG(line->why));
    }
    if (taking->of->depth + 1 > WITHIN_DEPTH_MAX) {
        return "not read: it lies too deep in files within files";
    }
    return taking->within > WITHIN_FILES_MAX
               ? "not read: one file of the folder holds too many others"
               : NULL;
}

/* The document of these bytes; new ones wait to be read. */
static enum err_code document_of(struct taking *taking, const char *path,
                                 const struct sha256 *digest, int64_t bytes, int64_t *document,
                                 struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    struct db *db = taking->db;
    struct str content;
    sha256_hex(hex, digest);
    TRY(db_number(db, sql_casefile_document_by_digest, document, err, "t", str_of(hex)));
    if (*document != 0) {
        return ERR_OK;
    }
    TRY(file_read(taking->line_arena, path, WITHIN_BYTES_MAX, &content, err));
    TRY(db_do(db, sql_casefile_document_add, err, "ti", str_of(hex), bytes));
    TRY(db_number(db, sql_casefile_document_by_digest, document, err, "t", str_of(hex)));
    return db_do(db, sql_casefile_bytes_add, err, "ib", *document, content);
}

static enum err_code take_within(struct taking *taking, const struct reader_line *line,
                                 struct err *err)
{
    const struct reading_of *of = taking->of;
    const char *path = arena_printf(taking->arena, "%.*s" CASEFILE_WITHIN "%.*s",
                                    STR_ARG(of->path), STR_ARG(line->name));
    const char *file = arena_printf(taking->arena, "%s/within", taking->scratch);
    struct sha256 digest;
    uint64_t bytes = 0;
    int64_t document = 0;
    taking->within++;
    const char *why = refusal(taking, line);
    if (why == NULL && taking->program == NULL) {
        return blame(taking, err_set(err, ERR_FORMAT, "a file within is named otherwise"));
    }
    if (why == NULL) {
        (void)unlink(file);
        TRY(blame(taking, house_program_take(taking->program, line->member, file, err)));
        TRY(sha256_of_file(file, &digest, &bytes, err));
        if (bytes > WITHIN_BYTES_MAX) {
            why = "not read: larger than 300 MiB";
        }
    }
    if (why == NULL) {
        TRY(document_of(taking, file, &digest, (int64_t)bytes, &document, err));
        (void)unlink(file);
    }
    struct db_query *query;
    TRY(db_ask(taking->db, sql_casefile_member_add, &query, err, "iitiiintt", of->document,
               ++taking->members, str_of(path), (int64_t)bytes, of->depth + 1, of->top,
               why == NULL ? STR("") : STR("not"), why == NULL ? STR("") : str_of(why)));
    if (document != 0) {
        db_bind_int(query, 7, document);
    }
    return db_run(query, err);
}

static enum err_code take_unread(struct taking *taking, const struct reader_line *line,
                                 struct err *err)
{
    int64_t document = taking->of->document;
    if (!line->boxed) {
        return db_do(taking->db, sql_casefile_unread_page_add, err, "iit", document, line->page,
                     line->why);
    }
    return db_do(taking->db, sql_casefile_unread_add, err, "iiiiiit", document, line->page,
                 (int64_t)line->box[0], (int64_t)line->box[1], (int64_t)line->box[2],
                 (int64_t)line->box[3], line->why);
}

static enum err_code end_document(struct db *db, const struct reading_of *of, struct str fate,
                                  struct str why, struct str kind, struct err *err)
{
    TRY(db_do(db, sql_casefile_document_end, err, "ittt", of->document, fate, why, kind));
    if (str_is(kind, "sound") || str_is(kind, "video")) {
        return ERR_OK; /* its bytes are kept until it is heard: casefile/hearing.h */
    }
    return db_do(db, sql_casefile_bytes_drop, err, "i", of->document);
}

/* The reason of an earlier part of the document stays; what was read in part never becomes
 * "not read". */
static enum err_code take_end(struct taking *taking, const struct reader_line *line,
                              struct err *err)
{
    const struct reading_of *of = taking->of;
    struct db *db = taking->db;
    struct db_query *query;
    bool row = false;
    taking->ended = true;
    if (line->next != 0 && line->next <= of->next) {
        return blame(taking, err_set(err, ERR_FORMAT, "the reader does not get on"));
    }
    TRY(db_ask(db, sql_casefile_document_why, &query, err, "i", of->document));
    TRY(db_step(query, &row, err));
    struct str before = row ? arena_str(taking->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    struct str why = before.n > 0 ? before : line->why;
    TRY(db_do(db, sql_casefile_document_goes_on, err, "iiiit", of->document, line->next,
              taking->pages, taking->members, why));
    if (line->next != 0) {
        return ERR_OK;
    }
    bool some = taking->pages > 0 || taking->members > 0;
    bool whole = why.n == 0;
    struct str fate = whole
                          ? STR("read")
                          : (some || str_is(line->fate, "partly") ? STR("partly") : STR("not"));
    return end_document(db, of, fate, why, line->file_kind, err);
}

static enum err_code take_line(struct taking *taking, struct str text, struct err *err)
{
    struct reader_line line;
    TRY(blame(taking, reader_line_read(taking->line_arena, text, &line, err)));
    if (taking->ended) {
        return blame(taking, err_set(err, ERR_FORMAT, "the reader went on after its end"));
    }
    switch (line.kind) {
    case READER_PAGE:
        return take_page(taking, &line, err);
    case READER_META:
        return db_do(taking->db, sql_casefile_meta_add, err, "itt", taking->of->document,
                     line.name, line.value);
    case READER_MEMBER:
    case READER_LOST:
        return take_within(taking, &line, err);
    case READER_UNREAD:
        return take_unread(taking, &line, err);
    case READER_END:
        return take_end(taking, &line, err);
    }
    return ERR_OK;
}

static enum err_code check_ended(struct taking *taking, struct err *err)
{
    return taking->ended
               ? ERR_OK
               : blame(taking, err_set(err, ERR_FORMAT, "the reader did not say how it ended"));
}

static enum err_code take_lines(struct taking *taking, struct file_lines *lines,
                                struct err *err)
{
    struct str line;
    bool found = false;
    for (;;) {
        TRY(blame(taking, file_lines_next(lines, &line, &found, err)));
        if (!found) {
            break;
        }
        TRY(take_line(taking, line, err));
        arena_reset(taking->line_arena);
    }
    return check_ended(taking, err);
}

static enum err_code take_held_lines(struct taking *taking, struct str lines, struct err *err)
{
    struct str line;
    while (lines.n > 0 && str_split(&lines, '\n', &line)) {
        TRY(take_line(taking, line, err));
        arena_reset(taking->line_arena);
    }
    return check_ended(taking, err);
}

struct str answer_file(struct arena *arena, size_t ordinal)
{
    return ordinal == 0 ? STR("/out/read.jsonl")
                        : str_of(arena_printf(arena, "/out/read-%zu.jsonl", ordinal));
}

/* What the reader wrote, as a file of the folder `scratch`. */
static enum err_code fetch(struct arena *arena, struct house_program *program,
                           const char *scratch, struct str file, const char **path,
                           struct err *err)
{
    *path = arena_printf(arena, "%s/read.jsonl", scratch);
    (void)unlink(*path);
    return house_program_take(program, file, *path, err);
}

static enum err_code count_within(struct taking *taking, struct err *err)
{
    return db_number(taking->db, sql_casefile_within_count, &taking->within, err, "i",
                     taking->of->top);
}

static enum err_code take_file(struct taking *taking, struct str file, struct err *err)
{
    struct file_lines lines;
    const char *path;
    TRY(blame(taking,
              fetch(taking->arena, taking->program, taking->scratch, file, &path, err)));
    TRY(file_lines_open(&lines, path, READER_LINE_MAX, err));
    enum err_code code = count_within(taking, err);
    if (code == ERR_OK) {
        code = take_lines(taking, &lines, err);
    }
    file_lines_close(&lines);
    (void)unlink(path);
    return code;
}

static struct taking taking_of(struct db *db, struct arena *arena, const struct reading_of *of)
{
    return (struct taking){.db = db,
                           .arena = arena,
                           .line_arena = arena_new(),
                           .of = of,
                           .pages = of->pages,
                           .members = of->members};
}

enum err_code answer_take(struct db *db, struct arena *arena, struct house_program *program,
                          const char *scratch, struct str file, const struct reading_of *of,
                          bool *fault, struct err *err)
{
    struct taking taking = taking_of(db, arena, of);
    taking.program = program;
    taking.scratch = scratch;
    enum err_code code = db_begin(db, err);
    if (code == ERR_OK) {
        code = take_file(&taking, file, err);
        code = code == ERR_OK ? db_commit(db, err) : code;
        db_rollback(db);
    }
    arena_free(taking.line_arena);
    *fault = taking.fault;
    return code;
}

enum err_code answer_hold(struct arena *arena, struct house_program *program,
                          const char *scratch, struct str file, const struct reading_of *of,
                          struct held_answer *answer, bool *held, struct err *err)
{
    struct stat info;
    struct err why;
    const char *path;
    *held = false;
    if (fetch(arena, program, scratch, file, &path, &why) != ERR_OK || stat(path, &info) != 0 ||
        info.st_size > HELD_BYTES_MAX) {
        return ERR_OK;
    }
    *answer = (struct held_answer){*of, {NULL, 0}};
    answer->of.path = arena_str(arena, of->path);
    TRY(file_read(arena, path, HELD_BYTES_MAX, &answer->lines, err));
    (void)unlink(path);
    *held = str_find(answer->lines, STR("\"member\":")) == SIZE_MAX;
    return ERR_OK;
}

static enum err_code take_held(struct db *db, const struct held_answer *answer, bool *fault,
                               struct err *err)
{
    struct arena *arena = arena_new();
    struct taking taking = taking_of(db, arena, &answer->of);
    enum err_code code = count_within(&taking, err);
    if (code == ERR_OK) {
        code = take_held_lines(&taking, answer->lines, err);
    }
    *fault = taking.fault;
    arena_free(taking.line_arena);
    arena_free(arena);
    return code;
}

enum err_code answers_take(struct db *db, const struct held_answer *answers, size_t count,
                           bool *fault, struct err *err)
{
    *fault = false;
    TRY(db_begin(db, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = take_held(db, &answers[i], fault, err);
    }
    code = code == ERR_OK ? db_commit(db, err) : code;
    db_rollback(db);
    return code;
}

enum err_code answer_missing(struct db *db, const struct reading_of *of, const char *why,
                             struct err *err)
{
    bool some = of->pages > 0 || of->members > 0;
    TRY(db_begin(db, err));
    enum err_code code = end_document(db, of, some ? STR("partly") : STR("not"), str_of(why),
                                      STR("unknown"), err);
    if (code == ERR_OK) {
        return db_commit(db, err);
    }
    db_rollback(db);
    return code;
}
