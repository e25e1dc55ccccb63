/* Search: words within bounds, a screen of pages at a time, documents that are nearly the same
 * shown once; searches kept under a name. */
#include "base/clock.h"
#include "casedesk/casedesk_state.h"
#include "casedesk/search_asked.h"
#include "casedesk/shown_text.h"
#include "casedesk_sql.h"
#include "http/http_form.h"
#include "store/db_ask.h"

#include <stdlib.h>

enum { ALIKE_PERCENT = 80, TURNED_MAX = 2000 };

/* ---- kept searches ---- */

static enum err_code take_kept(struct desk *desk, int64_t id, struct search_asked *asked,
                               struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(desk->db, sql_casedesk_search, &rows, err, "i", id));
    TRY(db_step(rows, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such search");
    }
    for (size_t i = 0; i < SEARCH_FIELDS; i++) {
        *search_asked_field(asked, i) = arena_str(desk->arena, db_text(rows, (int)i));
    }
    db_reset(rows);
    return ERR_OK;
}

static enum err_code write_kept(struct desk *desk, struct jsonw *w, struct err *err)
{
    struct db_query *rows;
    bool row = false;
    TRY(db_ask(desk->db, sql_casedesk_searches, &rows, err, ""));
    TRY(db_step(rows, &row, err));
    jsonw_key(w, "kept");
    jsonw_array(w);
    while (row) {
        jsonw_object(w);
        jsonw_member_int(w, "id", db_int(rows, 0));
        jsonw_member_str(w, "name", db_text(rows, 1));
        jsonw_member_str(w, "who", db_text(rows, 2));
        jsonw_end(w);
        TRY(db_step(rows, &row, err));
    }
    jsonw_end(w);
    db_reset(rows);
    return ERR_OK;
}

enum err_code do_save_search(struct desk *desk, struct private_request *request,
                             struct private_went *went, struct err *err)
{
    char at[TIME_SIZE];
    struct search_asked asked;
    struct str name = desk_field(desk, request->form, "name", TITLE_MAX);
    search_asked_take(desk, request->form, &asked);
    const struct find_bounds *b = &asked.bounds;
    if (name.n == 0) {
        return err_set(err, ERR_INVALID, "the search needs a name to be kept under");
    }
    time_format(at, request->now);
    TRY(db_do(desk->db, sql_casedesk_search_add, err, "tttttttttttt", name, asked.words,
              b->kind, b->fate, b->source, b->sent_from, b->sent_to, b->from, b->to, b->folder,
              request->who, str_of(at)));
    if (db_changes(desk->db) == 0) {
        err_set(err, ERR_CONFLICT, "a search of the name \"%.*s\" is kept already",
                STR_ARG(name));
        err_hint(err, "go back and choose another name");
        return ERR_CONFLICT;
    }
    went->location = "/search#kept";
    return ERR_OK;
}

enum err_code do_remove_search(struct desk *desk, struct private_request *request,
                               struct private_went *went, struct err *err)
{
    went->location = "/search#kept";
    return db_do(desk->db, sql_casedesk_search_remove, err, "i",
                 form_number(desk->arena, request->form, "id", -1));
}

/* ---- what was found, alike documents once ---- */

struct found_document {
    int64_t document;
    size_t place;     /* of its first hit: the order of documents */
    int64_t into;     /* the document that stands for it, 0: itself */
    int64_t together; /* how many it stands for beside itself */
    bool looked;
};

struct folding {
    struct desk *desk;
    struct found_document *items; /* by document */
    size_t count;
};

static int by_document(const void *a, const void *b)
{
    const struct found_document *one = a;
    const struct found_document *other = b;
    if (one->document != other->document) {
        return one->document < other->document ? -1 : 1;
    }
    return one->place < other->place ? -1 : 1;
}

static void fold_init(struct folding *folding, const struct find_hits *hits)
{
    folding->items =
        arena_alloc(folding->desk->arena, (hits->count + 1) * sizeof *folding->items);
    for (size_t i = 0; i < hits->count; i++) {
        folding->items[i] =
            (struct found_document){.document = hits->items[i].document, .place = i};
    }
    qsort(folding->items, hits->count, sizeof *folding->items, by_document);
    for (size_t i = 0; i < hits->count; i++) {
        if (folding->count == 0 ||
            folding->items[folding->count - 1].document != folding->items[i].document) {
            folding->items[folding->count++] = folding->items[i];
        }
    }
}

static struct found_document *fold_lookup(const struct folding *folding, int64_t document)
{
    size_t low = 0;
    size_t high = folding->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folding->items[middle].document < document) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < folding->count && folding->items[low].document == document
               ? &folding->items[low]
               : NULL;
}

/* Those alike that come later and stand for nobody are shown with this one. */
static enum err_code fold_into(struct folding *folding, struct found_document *head,
                               struct err *err)
{
    int64_t *alike;
    size_t count;
    head->looked = true;
    TRY(find_alike(folding->desk->db, folding->desk->arena, head->document, ALIKE_PERCENT,
                   &alike, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct found_document *other = fold_lookup(folding, alike[i]);
        if (other != NULL && other->place > head->place && other->into == 0 && !other->looked) {
            other->into = head->document;
            head->together++;
        }
    }
    return ERR_OK;
}

struct shown_result {
    struct jsonw *w;
    int64_t number; /* on the screen, from 1 */
    const struct folding *folding;
};

static void write_result(void *data, const struct shown_hit *hit)
{
    struct shown_result *result = data;
    struct jsonw *w = result->w;
    const struct found_document *document = fold_lookup(result->folding, hit->document);
    result->number++;
    jsonw_object(w);
    jsonw_member_int(w, "document", hit->document);
    jsonw_member_int(w, "page", hit->page);
    jsonw_member_str(w, "label", hit->label);
    jsonw_member_str(w, "path", hit->path);
    jsonw_member_str(w, "state", hit->state);
    jsonw_key(w, "ocr");
    jsonw_bool(w, !str_is(hit->source, "text") && !str_is(hit->source, "speech"));
    jsonw_key(w, "speech");
    jsonw_bool(w, str_is(hit->source, "speech"));
    if (hit->said >= 0) {
        jsonw_key(w, "heard");
        jsonw_printf(w, "%lld:%02lld", (long long)(hit->said / 6000),
                     (long long)(hit->said / 100 % 60));
        jsonw_key(w, "sure");
        jsonw_printf(w, "%d.%02d", (int)hit->confidence / 100, (int)hit->confidence % 100);
    }
    if (hit->places > 1) {
        jsonw_member_int(w, "places", hit->places);
    }
    if (result->number < 10) {
        jsonw_member_int(w, "key", result->number);
    }
    if (document != NULL && document->together > 0) {
        jsonw_member_int(w, "together", document->together);
    }
    shown_snippet_write(w, hit->snippet);
    jsonw_end(w);
}

/* From the hit that stands first on this screen. */
static enum err_code write_screen(struct desk *desk, struct jsonw *w,
                                  const struct search_asked *asked,
                                  const struct find_hits *hits, int64_t screen, bool fold,
                                  struct err *err)
{
    struct folding folding = {.desk = desk};
    struct find_hit screenful[HITS_A_SCREEN];
    size_t count = 0;
    int64_t number = 0;
    int64_t first = (screen - 1) * HITS_A_SCREEN;
    fold_init(&folding, hits);
    jsonw_key(w, "results");
    jsonw_array(w);
    for (size_t i = 0; i < hits->count && number <= first + HITS_A_SCREEN; i++) {
        struct found_document *document = fold_lookup(&folding, hits->items[i].document);
        if (fold && !document->looked && document->into == 0) {
            TRY(fold_into(&folding, document, err));
        }
        number += document->into == 0;
        if (document->into == 0 && number > first && number <= first + HITS_A_SCREEN) {
            screenful[count++] = hits->items[i];
        }
    }
    struct shown_result result = {.w = w, .folding = &folding};
    TRY(find_show(desk->db, asked->words, screenful, count, write_result, &result, err));
    jsonw_end(w);
    if (screen > 1) {
        jsonw_member_int(w, "previous", screen - 1);
    }
    if (number > first + HITS_A_SCREEN) {
        jsonw_member_int(w, "next", screen + 1);
    }
    return ERR_OK;
}

static enum err_code write_found(struct desk *desk, struct private_request *request,
                                 struct jsonw *w, struct search_asked *asked, struct err *err)
{
    struct find_hits hits;
    int64_t screen = form_number(desk->arena, request->query, "screen", 1);
    bool fold = !str_is(desk_field(desk, request->query, "all", 5), "yes");
    TRY(search_asked_find(desk, asked, TURNED_MAX, &hits, err));
    jsonw_key(w, "found");
    jsonw_object(w);
    jsonw_member_int(w, "pages", hits.pages);
    jsonw_key(w, "more");
    jsonw_bool(w, hits.more);
    jsonw_key(w, "ranked");
    jsonw_bool(w, hits.ranked);
    if (hits.more || hits.pages > (int64_t)hits.count) {
        jsonw_member_int(w, "turned", (int64_t)hits.count);
    }
    jsonw_key(w, "unfolded");
    jsonw_bool(w, !fold);
    TRY(write_screen(desk, w, asked, &hits, screen < 1 ? 1 : screen, fold, err));
    jsonw_end(w);
    return ERR_OK;
}

/* ---- the page ---- */

struct kinds {
    struct jsonw *w;
    struct str chosen;
};

static void write_kind(void *data, struct str kind, int64_t documents)
{
    const struct kinds *kinds = data;
    jsonw_object(kinds->w);
    jsonw_member_str(kinds->w, "id", kind);
    jsonw_member_int(kinds->w, "documents", documents);
    jsonw_key(kinds->w, "chosen");
    jsonw_bool(kinds->w, str_eq(kind, kinds->chosen));
    jsonw_end(kinds->w);
}

/* What was asked, as the form shows it and as links carry it on. */
static enum err_code write_asked(struct desk *desk, struct jsonw *w, struct search_asked *asked,
                                 struct err *err)
{
    struct kinds kinds = {w, asked->bounds.kind};
    for (size_t i = 0; i < SEARCH_FIELDS; i++) {
        jsonw_member_str(w, search_asked_name(i), *search_asked_field(asked, i));
    }
    jsonw_key(w, "bound");
    jsonw_bool(w, search_asked_is_bound(asked));
    jsonw_key(w, "kinds");
    jsonw_array(w);
    TRY(find_kinds(desk->db, write_kind, &kinds, err));
    jsonw_end(w);
    return ERR_OK;
}

enum err_code show_search(struct desk *desk, struct private_request *request, struct jsonw *w,
                          struct err *err)
{
    struct search_asked asked;
    struct err problem = {0};
    int64_t kept = form_number(desk->arena, request->query, "kept", 0);
    search_asked_take(desk, request->query, &asked);
    if (kept > 0) {
        TRY(take_kept(desk, kept, &asked, err));
    }
    TRY(write_asked(desk, w, &asked, err));
    TRY(write_kept(desk, w, err));
    if (!search_asked_is_some(&asked)) {
        return ERR_OK;
    }
    size_t before = w->out->n;
    struct jsonw as_it_was = *w;
    enum err_code code = write_found(desk, request, w, &asked, &problem);
    if (code == ERR_INVALID) { /* said beside the form, which keeps what was typed */
        *w = as_it_was;
        strbuf_truncate(w->out, before);
        jsonw_member(w, "problem", problem.message);
        jsonw_member(w, "problem_hint", problem.hint);
        return ERR_OK;
    }
    *err = problem;
    return code;
}
