/* Every file of the case with its fate, a screen at a time. */
#include "casedesk/casedesk_state.h"
#include "casedesk/choice.h"
#include "base/limits.h"
#include "http/http_form.h"

struct listing {
    struct jsonw *w;
    struct arena *arena;
    int64_t count;
    struct find_file last; /* of the screen */
};

static void write_file(void *data, const struct shown_file *file)
{
    struct listing *list = data;
    struct jsonw *w = list->w;
    if (++list->count > FILES_A_SCREEN) {
        return;
    }
    list->last =
        (struct find_file){arena_str(list->arena, file->path), file->version, file->id};
    jsonw_object(w);
    jsonw_member_str(w, "path", file->path);
    jsonw_member_str(w, "state", file->state);
    jsonw_member_str(w, "fate", file->fate);
    jsonw_member_str(w, "why", file->why);
    jsonw_member_str(w, "kind", file->kind);
    jsonw_member_str(w, "same_as", file->same_as);
    jsonw_member_int(w, "bytes", file->bytes);
    if (file->version > 1) {
        jsonw_member_int(w, "version", file->version);
    }
    if (file->document > 0) {
        jsonw_member_int(w, "document", file->document);
    }
    if (file->pages > 0) {
        jsonw_member_int(w, "pages", file->pages);
    }
    jsonw_end(w);
}

static const char *const fates[] = {"",        "read",     "partly", "not",
                                    "waiting", "replaced", "gone",   NULL};

enum err_code show_files(struct desk *desk, struct private_request *request, struct jsonw *w,
                         struct err *err)
{
    struct listing list = {.w = w, .arena = desk->arena};
    struct str fate = choice_of(desk, request->query, "fate", fates);
    const struct find_file after = {
        form_text(desk->arena, request->query, "after", LIMIT_HTTP_TARGET),
        form_number(desk->arena, request->query, "version", 0),
        form_number(desk->arena, request->query, "id", 0)};
    choice_write(w, "fates", fates, fate);
    jsonw_member_str(w, "fate", fate);
    jsonw_key(w, "files");
    jsonw_array(w);
    TRY(find_files(desk->db, &after, fate, FILES_A_SCREEN + 1, write_file, &list, err));
    jsonw_end(w);
    if (list.count > FILES_A_SCREEN) {
        jsonw_key(w, "next");
        jsonw_object(w);
        jsonw_member_str(w, "path", list.last.path);
        jsonw_member_int(w, "version", list.last.version);
        jsonw_member_int(w, "id", list.last.id);
        jsonw_end(w);
    }
    jsonw_key(w, "later");
    jsonw_bool(w, after.path.n > 0);
    return ERR_OK;
}
