/* index-case: pages of a case in, who, when, where and what they speak of out, as lines of JSON
 * in /out/mentions.jsonl. */
#include "mentions.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "toolkit/tool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { IN_MAX = 64 << 20, LINE_MAX_BYTES = 16384, STEP = 256, WRITE_FROM = 256 << 10 };
static const char out_path[] = "/out/mentions.jsonl";

static enum err_code start(const struct tool_start *start, void **state, struct err *err)
{
    struct detector *detector;
    (void)start;
    TRY(detector_new(&detector, err));
    detector_set(detector, (struct detector_options){.everything = true});
    struct mention_reader *reader = xmalloc(sizeof *reader);
    *reader = (struct mention_reader){detector, lexicon_new()};
    *state = reader;
    return ERR_OK;
}

static void finish(void *state)
{
    struct mention_reader *reader = state;
    detector_free(reader->detector);
    lexicon_free(reader->lexicon);
    free(reader);
}

/* A page, with how many code points stand before each STEP bytes of it, so that any place is
 * told without counting from its beginning. */
struct page {
    struct str text;
    struct str document, number; /* as they stand in its line */
    size_t *before;
};

static void page_count(struct arena *arena, struct str text, struct page *page)
{
    size_t steps = text.n / STEP + 1;
    page->text = text;
    page->before = arena_alloc(arena, (steps + 1) * sizeof *page->before);
    page->before[0] = 0;
    for (size_t i = 1; i < steps; i++) {
        page->before[i] = page->before[i - 1] + utf8_count(str_sub(text, (i - 1) * STEP, STEP));
    }
}

static int64_t points(const struct page *page, size_t at)
{
    size_t step = at / STEP;
    return (int64_t)(page->before[step] +
                     utf8_count(str_sub(page->text, step * STEP, at - step * STEP)));
}

static void write_span(struct jsonw *w, const char *key, const struct page *page, size_t start,
                       size_t end)
{
    jsonw_key(w, key);
    jsonw_array(w);
    jsonw_int(w, points(page, start));
    jsonw_int(w, points(page, end));
    jsonw_end(w);
}

static void write_moment(struct jsonw *w, const struct mention *mention,
                         const struct page *page)
{
    char day[DAY_TEXT];
    day_format(day, &mention->day);
    jsonw_member(w, "day", day);
    if (mention->has_time) {
        jsonw_key(w, "minute");
        jsonw_int(w, mention->hour * 60 + mention->minute);
        if (mention->about || mention->half_day) {
            jsonw_member(w, "time", mention->half_day ? "half day" : "about");
        }
    }
    if (mention->reckoned) {
        jsonw_member(w, "how", mention->anchor_end > 0 ? "reckoned" : "by the document's day");
        if (mention->anchor_end > 0) {
            write_span(w, "anchor", page, mention->anchor_start, mention->anchor_end);
        }
    }
    write_span(w, "sentence", page, mention->sentence_start, mention->sentence_end);
}

/* What is found, until it is much enough to be written. */
struct output {
    int fd;
    struct strbuf lines;
};

/* The document that is being read, page after page. */
struct reading {
    int64_t document;
    struct document_state state;
};

static void begin_document(struct reading *reading, int64_t document)
{
    if (document != reading->document) {
        struct arena *arena = reading->state.arena;
        arena_reset(arena);
        reading->document = document;
        reading->state = (struct document_state){.arena = arena};
    }
}

static enum err_code output_write(struct output *out, struct err *err)
{
    TRY(file_write_fd(out->fd, out_path, strbuf_view(&out->lines), err));
    strbuf_clear(&out->lines);
    return ERR_OK;
}

static enum err_code write_mention(struct output *out, const struct page *page,
                                   const struct mention *mention, struct err *err)
{
    struct jsonw w;
    size_t before = out->lines.n;
    jsonw_init(&w, &out->lines);
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_raw(&w, page->document);
    jsonw_key(&w, "page");
    jsonw_raw(&w, page->number);
    jsonw_member(&w, "kind", mention->kind);
    write_span(&w, "at", page, mention->start, mention->end);
    if (mention->day.month > 0) {
        write_moment(&w, mention, page);
    } else {
        jsonw_member_str(&w, "key", mention->key);
    }
    jsonw_end(&w);
    strbuf_putc(&out->lines, '\n');
    TRY(strbuf_check(&out->lines, "a mention", err));
    if (out->lines.n - before > LINE_MAX_BYTES) {
        return err_set(err, ERR_LIMIT, "a mention is larger than %d bytes", LINE_MAX_BYTES);
    }
    return out->lines.n < WRITE_FROM ? ERR_OK : output_write(out, err);
}

static bool own_day(struct str text, struct day *day)
{
    struct arena *arena = arena_new();
    struct whens found;
    when_find(arena, text, &found);
    bool is = found.count > 0 && found.items[0].kind == WHEN_DAY && found.items[0].day.year > 0;
    if (is) {
        *day = found.items[0].day;
    }
    arena_free(arena);
    return is;
}

static enum err_code read_page(struct output *out, struct arena *arena,
                               const struct mention_reader *reader, struct reading *reading,
                               struct str text, struct err *err)
{
    struct js *line;
    struct mentions found;
    struct str words;
    struct page page;
    struct str own = STR("");
    struct day day;
    int64_t document;
    int64_t number;
    TRY(js_parse(arena, text, &line, err));
    TRY(js_need_int(line, "document", 1, INT64_MAX, &document, err));
    TRY(js_need_int(line, "page", 1, INT32_MAX, &number, err));
    TRY(js_need_str(line, "text", &words, err));
    TRY(js_may_str(line, "own", &own, err));
    begin_document(reading, document);
    TRY(mentions_find(arena, reader, words, own_day(own, &day) ? &day : NULL, &reading->state,
                      &found, err));
    page_count(arena, words, &page);
    page.document = js_member(line, "document")->raw;
    page.number = js_member(line, "page")->raw;
    for (size_t i = 0; i < found.count; i++) {
        TRY(write_mention(out, &page, &found.items[i], err));
    }
    return ERR_OK;
}

static enum err_code read_pages(struct output *out, const struct mention_reader *reader,
                                struct str lines, struct err *err)
{
    struct str line;
    struct arena *page = arena_new();
    struct reading reading = {.state.arena = arena_new()};
    enum err_code code = ERR_OK;
    size_t number = 0;
    while (code == ERR_OK && str_split(&lines, '\n', &line)) {
        number++;
        if (str_trim(line).n > 0) {
            code = read_page(out, page, reader, &reading, line, err);
            arena_reset(page);
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "line %zu", number);
    }
    arena_free(page);
    arena_free(reading.state.arena);
    return code == ERR_OK ? output_write(out, err) : code;
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const char *path;
    struct str lines;
    TRY(tool_input_path(input, "documents", arena, &path, err));
    TRY(file_read(arena, path, IN_MAX, &lines, err));
    struct output out;
    out.fd = open(out_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out.fd < 0) {
        return err_errno(err, "cannot make %s", out_path);
    }
    strbuf_init(&out.lines, WRITE_FROM + 2 * LINE_MAX_BYTES);
    enum err_code code = read_pages(&out, state, lines, err);
    strbuf_release(&out.lines);
    close(out.fd);
    TRY(code);
    jsonw_object(output);
    jsonw_key(output, "mentions");
    jsonw_object(output);
    jsonw_member(output, "file", out_path);
    jsonw_end(output);
    jsonw_end(output);
    return ERR_OK;
}

int main(void)
{
    return tool_main(
        &(struct tool){.window = 1, .open = start, .answer = answer, .close = finish});
}
