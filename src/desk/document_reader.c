/* A document is read page by page, so that it has progress, answers of a bounded length, and a
 * reader that dies goes on at the page after the last that was kept. */
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "casefolder/case_pages.h"
#include "crypto/digest.h"
#include "desk/reader_state.h"
#include "trial/use.h"

#include <math.h>
#include <string.h>

enum { PAGES_AT_ONCE = 64, TEXT_MAX = 64 * MIB };

struct reading {
    struct reader *reader;
    struct arena *arena;
    struct case_file file;
    char digest[SHA256_HEX_SIZE];
    int64_t next; /* the page whose answer comes next */
    int64_t started_ms;
    bool over; /* nothing more is to be kept */
    enum err_code code;
    struct err err;
};

/* ---- an answer as rows of the case ---- */

static double number_of(const struct js *value)
{
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static struct case_box box_of(const struct js *sides)
{
    int64_t at[4];
    for (size_t i = 0; i < 4; i++) {
        at[i] = (int64_t)llround(number_of(&sides[i]) * 100);
    }
    return (struct case_box){at[0], at[1], at[2], at[3]};
}

static struct case_place place_of(struct arena *arena, const struct js *mark)
{
    const struct js *page = js_member(mark, "page");
    const struct js *list = js_member(mark, "boxes");
    if (page == NULL || list == NULL) {
        return (struct case_place){0};
    }
    struct case_box *boxes = arena_alloc(arena, (list->array.count + 1) * sizeof *boxes);
    for (size_t i = 0; i < list->array.count; i++) {
        boxes[i] = box_of(list->array.items[i].array.items);
    }
    return (struct case_place){page->integer, boxes, list->array.count};
}

static struct case_mark mark_of(struct arena *arena, const struct js *mark)
{
    const struct js *start = js_member(mark, "start");
    return (struct case_mark){.start = start != NULL ? start->integer : 0,
                              .end = start != NULL ? js_member(mark, "end")->integer : 0,
                              .place = place_of(arena, mark),
                              .label = js_text(mark, "label"),
                              .confidence = reader_confidence(mark),
                              .source = STR("tool")};
}

static struct case_mark region_of(struct arena *arena, const struct js *region)
{
    struct case_box *box = arena_alloc(arena, sizeof *box);
    *box = box_of(js_member(region, "box")->array.items);
    return (struct case_mark){
        .place = {js_member(region, "page")->integer, box, 1},
        .label = STR("UNREADABLE"),
        .text = js_text(region, "why"),
        .confidence = CONFIDENCE_UNKNOWN,
        .source = STR("unreadable"),
    };
}

static void take_marks(struct arena *arena, const struct js *output,
                       struct case_page_answer *answer)
{
    const struct js *marks = js_member(output, "marks");
    const struct js *regions = js_member(output, "unreadable");
    size_t most = marks->array.count + regions->array.count;
    struct case_mark *all = arena_alloc(arena, (most + 1) * sizeof *all);
    for (size_t i = 0; i < marks->array.count; i++) {
        all[answer->count++] = mark_of(arena, &marks->array.items[i]);
    }
    for (size_t i = 0; i < regions->array.count; i++) {
        all[answer->count++] = region_of(arena, &regions->array.items[i]);
    }
    answer->marks = all;
}

static void take_places(struct arena *arena, const struct js *output,
                        struct case_page_answer *answer)
{
    const struct js *places = js_member(output, "places");
    size_t count = places != NULL ? places->array.count : 0;
    struct case_word_place *all = arena_alloc(arena, (count + 1) * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        const struct js *numbers = places->array.items[i].array.items;
        all[i] = (struct case_word_place){numbers[0].integer, numbers[1].integer,
                                          box_of(numbers + 2)};
    }
    answer->places = all;
    answer->place_count = count;
}

/* ---- keeping it ---- */

static enum err_code digest_now(struct reading *r, char hex[SHA256_HEX_SIZE], struct err *err)
{
    struct sha256 digest;
    TRY(sha256_of_file(case_file_path(r->reader->folder, r->arena, &r->file), &digest, NULL,
                       err));
    sha256_hex(hex, &digest);
    return ERR_OK;
}

/* A text under another name: its own bytes are its text. */
static enum err_code keep_text(struct reading *r, const struct case_page_answer *page,
                               struct err *err)
{
    const struct reader *reader = r->reader;
    const struct case_answer answer = {.file = &r->file,
                                       .sha256 = str_of(r->digest),
                                       .text = page->text,
                                       .tool = page->tool,
                                       .marks = page->marks,
                                       .count = page->count,
                                       .took_ms = page->took_ms};
    return case_marks_take(reader->folder, &answer, &reader->rule.doubt,
                           clock_now(&reader->clock), err);
}

static bool is_its_text(struct reading *r, const struct case_page_answer *page)
{
    struct err ignored;
    struct str bytes;
    return page->pages == 0 &&
           file_read(r->arena, case_file_path(r->reader->folder, r->arena, &r->file), TEXT_MAX,
                     &bytes, &ignored) == ERR_OK &&
           str_eq(bytes, page->text);
}

static enum err_code keep_answer(struct reading *r, struct str output, struct err *err)
{
    const struct reader *reader = r->reader;
    struct js *json;
    char hex[SHA256_HEX_SIZE];
    int64_t now_ms = clock_monotonic_ms();
    TRY(js_parse(r->arena, output, &json, err));
    int64_t pages = js_member(json, "pages")->integer;
    struct case_page_answer page = {.file = &r->file,
                                    .sha256 = str_of(r->digest),
                                    .tool = str_of(reader->document.name),
                                    .pages = pages,
                                    .number = pages > 0 ? r->next : 0,
                                    .text = js_text(json, "text"),
                                    .took_ms = now_ms - r->started_ms};
    r->started_ms = now_ms;
    r->next++;
    take_marks(r->arena, json, &page);
    take_places(r->arena, json, &page);
    if (page.number == pages) { /* the last: is it still the file that the first was of? */
        r->over = true;
        TRY(digest_now(r, hex, err));
        if (strcmp(hex, r->digest) != 0) {
            return case_pages_start_over(reader->folder, &r->file, err);
        }
    }
    return is_its_text(r, &page) ? keep_text(r, &page, err)
                                 : case_page_take(reader->folder, &page, &reader->rule.doubt,
                                                  clock_now(&reader->clock), err);
}

static enum err_code refuse(struct reading *r, const struct use_answer *answer, struct err *err)
{
    const char *page =
        r->next > 1 ? arena_printf(r->arena, "page %lld: ", (long long)r->next) : "";
    const char *why = "the tool died on it";
    if (answer->outcome == OUTCOME_ERROR) {
        why = arena_printf(r->arena, "%.*s", STR_ARG(str_sub(answer->error_message, 0, 500)));
    } else if (answer->outcome == OUTCOME_TIMEOUT) {
        why = "the tool took too long";
    }
    r->over = true;
    return case_file_refuse(r->reader->folder, &r->file,
                            arena_printf(r->arena, "%s%s", page, why),
                            clock_now(&r->reader->clock), err);
}

static void answered(void *data, const struct use_answer *answer)
{
    struct reading *r = data;
    if (r->over || r->code != ERR_OK) {
        return;
    }
    r->code = answer->outcome == OUTCOME_ANSWERED ? keep_answer(r, answer->output, &r->err)
                                                  : refuse(r, answer, &r->err);
    if (r->code == ERR_CONFLICT) { /* somebody else was there first */
        r->code = ERR_OK;
        r->over = true;
    }
}

/* ---- asking ---- */

static enum err_code ask(struct reading *r, size_t count, struct err *err)
{
    struct reader *reader = r->reader;
    const char *paths[PAGES_AT_ONCE];
    struct str inputs[PAGES_AT_ONCE];
    size_t failed;
    for (size_t i = 0; i < count; i++) {
        paths[i] = case_file_path(reader->folder, r->arena, &r->file);
        inputs[i] = str_of(arena_printf(
            r->arena,
            "{\"document\":{\"file\":\"document\"},\"propose_only\":true,\"only_page\":%lld,"
            "\"with_text\":true,\"with_places\":true}",
            (long long)r->next + (long long)i));
    }
    const struct use_plan plan = {.tool_folder = reader->document.folder,
                                  .manifest = &reader->document.manifest,
                                  .parameters = strbuf_view(&reader->document.parameters),
                                  .files = paths,
                                  .inputs = inputs,
                                  .count = count,
                                  .checks = reader->plan->places->checks,
                                  .stopped = reader_stop_requested,
                                  .answered = answered,
                                  .data = r};
    r->started_ms = clock_monotonic_ms();
    return use_run(r->arena, &plan, &failed, err);
}

static enum err_code read_on(struct reading *r, struct err *err)
{
    struct case_file *file = &r->file;
    bool begun = file->pages > 0 && file->pages_read > 0;
    TRY(digest_now(r, r->digest, err));
    if (begun && !str_is(file->sha256, r->digest)) {
        return case_pages_start_over(r->reader->folder, file, err);
    }
    int64_t left = begun ? file->pages - file->pages_read : 1;
    r->next = begun ? file->pages_read + 1 : 1;
    TRY(ask(r, left < PAGES_AT_ONCE ? (size_t)left : PAGES_AT_ONCE, err));
    if (r->code != ERR_OK) {
        *err = r->err;
    }
    return r->code;
}

enum err_code document_read_on(struct reader *reader, const struct case_file *file,
                               struct err *err)
{
    struct reading r = {.reader = reader, .arena = arena_new(), .file = *file};
    enum err_code code = read_on(&r, err);
    arena_free(r.arena);
    return code;
}
