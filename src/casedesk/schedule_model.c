/* Schedules of unused material: every document as an item with what was proposed and what an
 * officer decided, the editor of one, blocks (src/disclosure). Its forms: schedule_acts. */
#include "casedesk/casedesk_state.h"
#include "casedesk/page_view.h"
#include "disclosure/schedule_items.h"
#include "disclosure/thin_description.h"
#include "http/http_form.h"

#include <stdio.h>

enum {
    ITEMS_SHOWN = 50,
    AT_ONCE = 200,
    LOOKED_MAX = 40000,
    THIN_SAID = 500,
    PLACE_MAX = 20,
    DIGITS = 21
};

/* ---- the list ---- */

struct items {
    struct desk *desk;
    struct jsonw *w;
    struct str place;           /* only these, "" all */
    int64_t looked, shown;      /* in all */
    int64_t last;               /* the document looked at last */
    int64_t next;               /* where the next screen begins, 0: this is the last */
    int64_t ticks[ITEMS_SHOWN]; /* the documents that are shown */
};

static void write_thin(struct desk *desk, struct jsonw *w, struct str description)
{
    struct strbuf said;
    unsigned flags =
        description.n > 0 ? thin_description(description, desk->words.abbreviations) : 0;
    strbuf_init(&said, THIN_SAID);
    if (flags != 0) {
        thin_description_say(flags, &said);
    }
    jsonw_member_str(w, "thin", strbuf_view(&said));
    strbuf_release(&said);
}

static void write_item(struct desk *desk, struct jsonw *w, const struct schedule_item *item)
{
    jsonw_member_int(w, "document", item->document);
    jsonw_member_int(w, "seen", item->acts);
    jsonw_member_str(w, "path", item->path);
    jsonw_member(w, "place", schedule_place_word(item->place));
    jsonw_member_str(w, "description", item->description);
    jsonw_member_str(w, "category",
                     str_is(item->category, "none")
                         ? STR("")
                         : schedule_words_category(&desk->words, item->category));
    jsonw_key(w, "sensitive");
    jsonw_bool(w, item->sensitive);
    jsonw_key(w, "own");
    jsonw_bool(w, item->own_description.n > 0);
    jsonw_member_str(w, "not_described", item->not_described);
    jsonw_member_str(w, "bears", item->bears);
    if (item->number > 0) {
        jsonw_member_int(w, "number", item->number);
    }
    write_thin(desk, w, item->description);
}

static enum err_code take_item(void *data, const struct schedule_item *item, struct err *err)
{
    struct items *items = data;
    (void)err;
    items->looked++;
    items->last = item->document;
    if (items->place.n > 0 && !str_is(items->place, schedule_place_word(item->place))) {
        return ERR_OK;
    }
    if (items->shown == ITEMS_SHOWN) {
        items->next = items->next == 0 ? item->document : items->next;
        return ERR_OK;
    }
    items->ticks[items->shown++] = item->document;
    jsonw_object(items->w);
    write_item(items->desk, items->w, item);
    jsonw_end(items->w);
    return ERR_OK;
}

/* "12,15,40": which documents a form of the list may tick. */
static void write_ticks(struct jsonw *w, const struct items *items)
{
    char numbers[ITEMS_SHOWN * DIGITS + 1] = "";
    size_t used = 0;
    for (int64_t i = 0; i < items->shown; i++) {
        used += (size_t)snprintf(numbers + used, sizeof numbers - used, "%s%lld",
                                 i > 0 ? "," : "", (long long)items->ticks[i]);
    }
    jsonw_member(w, "ticks", numbers);
}

static enum err_code write_items(struct desk *desk, struct private_request *request,
                                 struct jsonw *w, struct err *err)
{
    struct items items = {
        .desk = desk, .w = w, .place = desk_field(desk, request->query, "place", PLACE_MAX)};
    int64_t from = form_number(desk->arena, request->query, "from", 1);
    int64_t before = -1;
    jsonw_member_int(w, "from", from);
    jsonw_key(w, "items");
    jsonw_array(w);
    while (items.next == 0 && items.looked < LOOKED_MAX && items.looked != before) {
        before = items.looked;
        TRY(schedule_items(desk->db, from, AT_ONCE, take_item, &items, err));
        from = items.last + 1;
    }
    jsonw_end(w);
    if (items.next == 0 && items.looked >= LOOKED_MAX) {
        items.next = from;
    }
    if (items.next > 0) {
        jsonw_member_int(w, "next", items.next);
    }
    jsonw_member_str(w, "chosen_place", items.place);
    write_ticks(w, &items);
    return ERR_OK;
}

struct following {
    struct str place;
    int64_t looked, last, found;
};

static enum err_code take_following(void *data, const struct schedule_item *item,
                                    struct err *err)
{
    struct following *following = data;
    (void)err;
    following->looked++;
    following->last = item->document;
    if (following->found == 0 && (following->place.n == 0 ||
                                  str_is(following->place, schedule_place_word(item->place)))) {
        following->found = item->document;
    }
    return ERR_OK;
}

enum err_code schedule_after(struct desk *desk, int64_t document, struct str place,
                             int64_t *next, struct err *err)
{
    struct following following = {.place = place, .last = document};
    int64_t before = -1;
    while (following.found == 0 && following.looked < LOOKED_MAX &&
           following.looked != before) {
        before = following.looked;
        TRY(schedule_items(desk->db, following.last + 1, AT_ONCE, take_following, &following,
                           err));
    }
    *next = following.found;
    return ERR_OK;
}

/* Goes through all items, so it is done once for each change of the case. */
static enum err_code sum_up(struct desk *desk, struct schedule_sums *sums, struct err *err)
{
    struct schedule_counts *counts = &desk->schedule;
    struct case_version version;
    TRY(desk_version(desk, &version, err));
    if (!counts->summed || !case_version_is(&counts->summed_in, &version)) {
        counts->summed = false;
        TRY(schedule_sums(desk->db, &counts->sums, err));
        counts->summed_in = version;
        counts->summed = true;
    }
    *sums = counts->sums;
    return ERR_OK;
}

static enum err_code write_sums(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct schedule_sums sums;
    TRY(sum_up(desk, &sums, err));
    jsonw_key(w, "sums");
    jsonw_object(w);
    jsonw_member_int(w, "documents", sums.documents);
    jsonw_member_int(w, "unmarked", sums.unmarked);
    jsonw_member_int(w, "presumption", sums.presumption);
    jsonw_member_int(w, "no_bytes", sums.no_bytes);
    if (sums.places[SCHEDULE_HELD] > 0) {
        jsonw_member_int(w, "held", sums.places[SCHEDULE_HELD]);
    }
    jsonw_end(w);
    jsonw_key(w, "in_places");
    jsonw_array(w);
    for (int i = 0; i < SCHEDULE_PLACES; i++) {
        jsonw_object(w);
        jsonw_member(w, "id", schedule_place_word((enum schedule_place)i));
        jsonw_member_int(w, "documents", sums.places[i]);
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

struct blocks {
    struct jsonw *w;
    int64_t chosen;
};

static enum err_code write_block(void *data, const struct schedule_block *block,
                                 struct err *err)
{
    const struct blocks *blocks = data;
    struct jsonw *w = blocks->w;
    (void)err;
    jsonw_object(w);
    jsonw_key(w, "chosen");
    jsonw_bool(w, block->id == blocks->chosen);
    jsonw_member_int(w, "id", block->id);
    jsonw_member_int(w, "count", block->count);
    if (block->number > 0) {
        jsonw_member_int(w, "number", block->number);
    }
    jsonw_member_str(w, "description", block->description);
    jsonw_member_str(w, "why", block->why);
    jsonw_member_str(w, "by", block->by);
    jsonw_end(w);
    return ERR_OK;
}

static enum err_code write_blocks(struct desk *desk, struct jsonw *w, int64_t chosen,
                                  struct err *err)
{
    struct blocks blocks = {w, chosen};
    jsonw_key(w, "blocks");
    jsonw_array(w);
    TRY(schedule_blocks(desk->db, write_block, &blocks, err));
    jsonw_end(w);
    return ERR_OK;
}

static void write_reasons(struct desk *desk, struct jsonw *w)
{
    const struct js *list = desk->words.reasons;
    jsonw_key(w, "reasons");
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        jsonw_object(w);
        jsonw_member_str(w, "id", js_text(&list->array.items[i], "id"));
        jsonw_member_str(w, "title", js_text(&list->array.items[i], "title"));
        jsonw_end(w);
    }
    jsonw_end(w);
}

enum err_code show_schedule(struct desk *desk, struct private_request *request, struct jsonw *w,
                            struct err *err)
{
    TRY(write_sums(desk, w, err));
    write_reasons(desk, w);
    TRY(write_blocks(desk, w, 0, err));
    return write_items(desk, request, w, err);
}

/* ---- one item ---- */

static void write_passage(void *data, const struct schedule_passage *passage)
{
    struct items *items = data;
    struct jsonw *w = items->w;
    jsonw_object(w);
    jsonw_member_int(w, "page", passage->page);
    jsonw_member_int(w, "start", passage->start);
    jsonw_member_int(w, "until", passage->end);
    jsonw_member_str(w, "reason", schedule_words_reason(&items->desk->words, passage->reason));
    jsonw_end(w);
}

static void write_categories(struct desk *desk, struct jsonw *w, struct str chosen)
{
    const struct js *list = desk->words.categories;
    jsonw_key(w, "categories");
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        struct str id = js_text(&list->array.items[i], "id");
        jsonw_object(w);
        jsonw_member_str(w, "id", id);
        jsonw_member_str(w, "title", js_text(&list->array.items[i], "title"));
        jsonw_key(w, "chosen");
        jsonw_bool(w, str_eq(id, chosen));
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_decided(struct jsonw *w, const struct schedule_item *item)
{
    jsonw_member_str(w, "mark", item->mark.n > 0 ? item->mark : STR("unmarked"));
    jsonw_member_str(w, "mark_why", item->mark_why);
    jsonw_member_str(w, "sensitive_why", item->sensitive_why);
    jsonw_member_str(w, "proposed_description", item->proposed_description);
    jsonw_member_str(w, "location", item->location);
    jsonw_member_str(w, "by", item->by);
    jsonw_member_str(w, "at", item->at);
    jsonw_key(w, "proposed_sensitive");
    jsonw_bool(w, item->proposed_sensitive);
    jsonw_key(w, "sensitive_unsaid");
    jsonw_bool(w, schedule_item_unsaid(item));
    jsonw_member_int(w, "block", item->block);
    if (item->pages > 0) {
        jsonw_member_int(w, "pages", item->pages);
    }
}

enum err_code show_schedule_item(struct desk *desk, struct private_request *request,
                                 struct jsonw *w, struct err *err)
{
    struct schedule_item item;
    struct items passages = {.desk = desk, .w = w};
    struct err no_page = {0};
    struct str place = desk_field(desk, request->query, "place", PLACE_MAX);
    TRY(schedule_item_read(desk->db, desk->arena, private_number(request), &item, err));
    write_item(desk, w, &item);
    write_decided(w, &item);
    write_categories(desk, w, item.category);
    write_reasons(desk, w);
    TRY(write_blocks(desk, w, item.own_block, err));
    jsonw_key(w, "passages");
    jsonw_array(w);
    TRY(schedule_passages(desk->db, item.document, write_passage, &passages, err));
    jsonw_end(w);
    jsonw_member_str(w, "chosen_place", place);
    int64_t next;
    TRY(schedule_after(desk, item.document, place, &next, err));
    if (next > 0) {
        jsonw_member_int(w, "next_document", next);
    }
    enum err_code code = page_view_write(desk, request, w, item.document, STR(""), &no_page);
    if (code != ERR_OK && code != ERR_NOT_FOUND) {
        *err = no_page;
        return code;
    }
    return ERR_OK;
}
