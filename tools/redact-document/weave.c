#include "weave.h"

#include "office/package_zip.h"
#include "text_places.h"

#include "base/encode.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { FIXED_MAX = 256 << 20, NESTED_MAX = 16, LINE_BYTES = 57 };

enum step_kind { STEP_FIXED, STEP_TEXT, STEP_BEGIN, STEP_END };

struct weave_step {
    enum step_kind kind;
    enum weave_kind container;
    size_t from, to;             /* of `fixed`, or of the text */
    size_t shown_from, shown_to; /* of `fixed`: what is written for this text; or both 0 */
    text_escape *escape;
    const char *name;
    enum { WHEN_KEPT, WHEN_HIDDEN } when; /* shown bytes are written */
};

void weave_init(struct weave *weave, struct answer *answer)
{
    *weave = (struct weave){.arena = answer->arena, .answer = answer};
    strbuf_init(&weave->fixed, FIXED_MAX);
}

void weave_release(struct weave *weave)
{
    strbuf_release(&weave->fixed);
    free(weave->steps);
    free(weave->proposed.items);
}

static struct weave_step *add_step(struct weave *weave, enum step_kind kind)
{
    weave->steps = mem_grow(weave->steps, weave->count, &weave->capacity, sizeof *weave->steps);
    struct weave_step *step = &weave->steps[weave->count++];
    *step = (struct weave_step){.kind = kind};
    return step;
}

/* The step that fixed bytes are added to. */
static struct weave_step *fixed_step(struct weave *weave)
{
    if (weave->count > 0 && weave->steps[weave->count - 1].kind == STEP_FIXED) {
        return &weave->steps[weave->count - 1];
    }
    struct weave_step *step = add_step(weave, STEP_FIXED);
    step->from = step->to = weave->fixed.n;
    return step;
}

void weave_str(struct weave *weave, struct str text)
{
    struct weave_step *step = fixed_step(weave);
    strbuf_str(&weave->fixed, text);
    step->to = weave->fixed.n;
}

void weave_puts(struct weave *weave, const char *text)
{
    weave_str(weave, str_of(text));
}

void weave_printf(struct weave *weave, const char *format, ...)
{
    struct weave_step *step = fixed_step(weave);
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): started just above */
    strbuf_vprintf(&weave->fixed, format, args);
    va_end(args);
    step->to = weave->fixed.n;
}

void weave_text(struct weave *weave, struct str text, text_escape *escape)
{
    struct strbuf *all = &weave->answer->text;
    struct weave_step *step = add_step(weave, STEP_TEXT);
    step->from = all->n;
    strbuf_str(all, text);
    step->to = all->n;
    step->escape = escape;
}

void weave_for_next(struct weave *weave, struct str shown)
{
    struct weave_step *step = add_step(weave, STEP_TEXT);
    step->shown_from = weave->fixed.n;
    strbuf_str(&weave->fixed, shown);
    step->shown_to = weave->fixed.n;
    step->from = weave->answer->text.n;
    step->to = step->from + 1;
}

void weave_when(struct weave *weave, size_t from, size_t to, bool hidden, const char *shown)
{
    struct weave_step *step = add_step(weave, STEP_TEXT);
    step->shown_from = weave->fixed.n;
    strbuf_puts(&weave->fixed, shown);
    step->shown_to = weave->fixed.n;
    step->from = from;
    step->to = to;
    step->when = hidden ? WHEN_HIDDEN : WHEN_KEPT;
}

void weave_gap(struct weave *weave, const char *gap)
{
    strbuf_puts(&weave->answer->text, gap);
}

void weave_begin(struct weave *weave, enum weave_kind kind, const char *name)
{
    struct weave_step *step = add_step(weave, STEP_BEGIN);
    step->container = kind;
    step->name = name == NULL ? NULL : arena_strdup(weave->arena, name);
}

void weave_end(struct weave *weave)
{
    (void)add_step(weave, STEP_END);
}

void weave_propose(struct weave *weave, size_t from, size_t to, const char *label,
                   const char *reason)
{
    struct marks *marks = &weave->proposed;
    if (from < to) {
        marks->items =
            mem_grow(marks->items, marks->count, &marks->capacity, sizeof *marks->items);
        marks->items[marks->count++] = (struct mark){
            .start = from, .end = to, .label = label, .reason = reason, .confidence = -1};
    }
}

struct weave_point weave_here(const struct weave *weave)
{
    const struct answer *answer = weave->answer;
    return (struct weave_point){weave->count, weave->fixed.n, answer->text.n,
                                weave->proposed.count, answer->unreadable.count};
}

void weave_back(struct weave *weave, struct weave_point point)
{
    weave->count = point.count;
    strbuf_truncate(&weave->fixed, point.fixed);
    if (weave->count > 0 && weave->steps[weave->count - 1].kind == STEP_FIXED) {
        weave->steps[weave->count - 1].to = point.fixed;
    }
    strbuf_truncate(&weave->answer->text, point.text);
    weave->proposed.count = point.proposed;
    weave->answer->unreadable.count = point.regions;
}

static enum err_code take_proposed(const struct weave *weave, struct err *err)
{
    struct answer *answer = weave->answer;
    struct text_places places = text_places_of(answer->arena, strbuf_view(&answer->text));
    for (size_t i = 0; i < weave->proposed.count; i++) {
        struct mark mark = weave->proposed.items[i];
        mark.start = text_point(&places, mark.start);
        mark.end = text_point(&places, mark.end);
        TRY(answer_mark(answer, &mark, err));
    }
    return ERR_OK;
}

/* Containers being written. */
struct writing {
    const struct weave *weave;
    struct hidden_runs *runs;
    struct {
        const struct weave_step *step;
        struct strbuf bytes;
        struct package_writer *package;
    } open[NESTED_MAX];
    int depth; /* open[0] is the document */
};

static struct strbuf *bytes_of(struct writing *w)
{
    return &w->open[w->depth].bytes;
}

static void write_base64(struct strbuf *out, struct str bytes)
{
    for (size_t at = 0; at < bytes.n; at += LINE_BYTES) {
        struct str line = str_sub(bytes, at, LINE_BYTES);
        base64_encode(out, line.p, line.n);
        strbuf_puts(out, "\r\n");
    }
}

static void begin(struct writing *w, const struct weave_step *step)
{
    if (w->depth + 1 >= NESTED_MAX) {
        BUG("containers nest too deep");
    }
    w->depth++;
    w->open[w->depth].step = step;
    w->open[w->depth].package = step->container == WEAVE_PACKAGE ? package_writer_new() : NULL;
    strbuf_init(&w->open[w->depth].bytes, DOCUMENT_BYTES_MAX);
}

static enum err_code end(struct writing *w, struct err *err)
{
    const struct weave_step *step = w->open[w->depth].step;
    struct strbuf made = w->open[w->depth].bytes;
    struct package_writer *package = w->open[w->depth].package;
    enum err_code code = strbuf_check(&made, "the redacted document", err);
    w->depth--;
    if (code == ERR_OK && step->container == WEAVE_BASE64) {
        write_base64(bytes_of(w), strbuf_view(&made));
    } else if (code == ERR_OK && step->container == WEAVE_PART) {
        code =
            package_writer_add(w->open[w->depth].package, step->name, strbuf_view(&made), err);
    } else if (code == ERR_OK) {
        code = package_writer_finish(package, bytes_of(w), err);
    }
    package_writer_free(package);
    strbuf_release(&made);
    return code;
}

static void write_text(struct writing *w, const struct weave_step *step)
{
    struct str text = strbuf_view(&w->weave->answer->text);
    if (step->shown_from == step->shown_to) {
        hidden_runs_write(w->runs, text, step->from, step->to, step->escape, bytes_of(w));
    } else if (hidden_runs_hold(w->runs, step->from, step->to) == (step->when == WHEN_HIDDEN)) {
        strbuf_str(bytes_of(w), str_sub(strbuf_view(&w->weave->fixed), step->shown_from,
                                        step->shown_to - step->shown_from));
    }
}

enum err_code weave_write(const struct weave *weave, struct hidden_runs *runs,
                          struct strbuf *out, struct err *err)
{
    struct writing w = {.weave = weave, .runs = runs};
    struct str fixed = strbuf_view(&weave->fixed);
    TRY(strbuf_check(&weave->fixed, "the document", err));
    strbuf_init(&w.open[0].bytes, DOCUMENT_BYTES_MAX);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < weave->count; i++) {
        const struct weave_step *step = &weave->steps[i];
        switch (step->kind) {
        case STEP_FIXED:
            strbuf_str(bytes_of(&w), str_sub(fixed, step->from, step->to - step->from));
            break;
        case STEP_TEXT:
            write_text(&w, step);
            break;
        case STEP_BEGIN:
            begin(&w, step);
            break;
        case STEP_END:
            code = end(&w, err);
            break;
        }
    }
    for (; w.depth > 0; w.depth--) {
        package_writer_free(w.open[w.depth].package);
        strbuf_release(bytes_of(&w));
    }
    if (code == ERR_OK) {
        code = strbuf_check(&w.open[0].bytes, "the redacted document", err);
    }
    strbuf_str(out, strbuf_view(&w.open[0].bytes));
    strbuf_release(&w.open[0].bytes);
    return code;
}

void escape_markup(struct strbuf *out, struct str text)
{
    size_t at = 0;
    uint32_t c;
    for (size_t from = 0; utf8_next(text, &at, &c); from = at) {
        if (c == '&') {
            strbuf_puts(out, "&amp;");
        } else if (c == '<') {
            strbuf_puts(out, "&lt;");
        } else if (c == '>') {
            strbuf_puts(out, "&gt;");
        } else if (c == '"') {
            strbuf_puts(out, "&quot;");
        } else if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE ||
                   c == 0xFFFF) {
            strbuf_puts(out, "\xEF\xBF\xBD");
        } else {
            strbuf_str(out, str_sub(text, from, at - from));
        }
    }
}

static enum err_code write_file(const struct request *request, const struct weave *weave,
                                const char *extension, struct err *err)
{
    struct answer *answer = weave->answer;
    struct hidden_runs runs = hidden_runs_of(answer);
    struct strbuf out;
    const char *path = arena_printf(answer->arena, "%s.%s", request->out, extension);
    strbuf_init(&out, DOCUMENT_BYTES_MAX);
    enum err_code code = weave_write(weave, &runs, &out, err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    answer->file = path;
    return code;
}

enum err_code redact_woven(const struct request *request, struct answer *answer,
                           weave_reader *reader, const char *extension, struct err *err)
{
    struct str bytes;
    struct weave weave;
    TRY(file_read(answer->arena, request->path, DOCUMENT_BYTES_MAX, &bytes, err));
    weave_init(&weave, answer);
    enum err_code code = reader(bytes, &weave, err);
    if (code == ERR_OK && request->hide == NULL) {
        code = take_proposed(&weave, err);
    }
    if (code == ERR_OK) {
        code = text_decide(request, answer, err);
    }
    if (code == ERR_OK && !request->propose_only) {
        code = write_file(request, &weave,
                          weave.extension != NULL ? weave.extension : extension, err);
    }
    weave_release(&weave);
    return code;
}
