/* index-case: pages of a case in, who, when, where and what they speak of out, as lines of JSON
 * in /out/mentions.jsonl. */
#include "mentions.h"

#include "base/file.h"
#include "base/utf8.h"
#include "toolkit/tool.h"

#include <fcntl.h>
#include <unistd.h>

enum { IN_MAX = 64 << 20, LINE_MAX_BYTES = 16384 };
static const char out_path[] = "/out/mentions.jsonl";

static enum err_code start(const struct tool_start *start, void **state, struct err *err)
{
    struct detector *detector;
    (void)start;
    TRY(detector_new(&detector, err));
    detector_set(detector, (struct detector_options){.everything = true});
    *state = detector;
    return ERR_OK;
}

static void finish(void *state)
{
    detector_free(state);
}

/* Code points of byte offsets, wherever they are. */
static int64_t points(struct str text, size_t at)
{
    return (int64_t)utf8_count(str_sub(text, 0, at));
}

static void write_span(struct jsonw *w, const char *key, struct str text, size_t start,
                       size_t end)
{
    int64_t first = points(text, start);
    jsonw_key(w, key);
    jsonw_array(w);
    jsonw_int(w, first);
    jsonw_int(w, first + (int64_t)utf8_count(str_sub(text, start, end - start)));
    jsonw_end(w);
}

static void write_moment(struct jsonw *w, const struct mention *mention, struct str text)
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
            write_span(w, "anchor", text, mention->anchor_start, mention->anchor_end);
        }
    }
    write_span(w, "sentence", text, mention->sentence_start, mention->sentence_end);
}

static enum err_code write_mention(int fd, const struct js *line, struct str text,
                                   const struct mention *mention, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    strbuf_init(&out, LINE_MAX_BYTES);
    jsonw_init(&w, &out);
    jsonw_object(&w);
    jsonw_key(&w, "document");
    jsonw_raw(&w, js_member(line, "document")->raw);
    jsonw_key(&w, "page");
    jsonw_raw(&w, js_member(line, "page")->raw);
    jsonw_member(&w, "kind", mention->kind);
    write_span(&w, "at", text, mention->start, mention->end);
    if (mention->day.month > 0) {
        write_moment(&w, mention, text);
    } else {
        jsonw_member_str(&w, "key", mention->key);
    }
    jsonw_end(&w);
    strbuf_putc(&out, '\n');
    enum err_code code = strbuf_check(&out, "a mention", err);
    if (code == ERR_OK) {
        code = file_write_fd(fd, out_path, strbuf_view(&out), err);
    }
    strbuf_release(&out);
    return code;
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

static enum err_code read_page(int fd, struct arena *arena, struct detector *detector,
                               struct str text, struct err *err)
{
    struct js *line;
    struct mentions found;
    struct str page;
    struct str own = STR("");
    struct day day;
    int64_t number;
    TRY(js_parse(arena, text, &line, err));
    TRY(js_need_int(line, "document", 1, INT64_MAX, &number, err));
    TRY(js_need_int(line, "page", 1, INT32_MAX, &number, err));
    TRY(js_need_str(line, "text", &page, err));
    TRY(js_may_str(line, "own", &own, err));
    TRY(mentions_find(arena, detector, page, own_day(own, &day) ? &day : NULL, &found, err));
    for (size_t i = 0; i < found.count; i++) {
        TRY(write_mention(fd, line, page, &found.items[i], err));
    }
    return ERR_OK;
}

static enum err_code read_pages(int fd, struct detector *detector, struct str lines,
                                struct err *err)
{
    struct str line;
    size_t number = 0;
    while (str_split(&lines, '\n', &line)) {
        number++;
        if (str_trim(line).n == 0) {
            continue;
        }
        struct arena *page = arena_new();
        enum err_code code = read_page(fd, page, detector, line, err);
        arena_free(page);
        if (code != ERR_OK) {
            err_prefix(err, "line %zu", number);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const char *path;
    struct str lines;
    TRY(tool_input_path(input, "documents", arena, &path, err));
    TRY(file_read(arena, path, IN_MAX, &lines, err));
    int fd = open(out_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return err_errno(err, "cannot make %s", out_path);
    }
    enum err_code code = read_pages(fd, state, lines, err);
    close(fd);
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
