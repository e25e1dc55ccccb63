/* See desk_pages.h. */
#include "desk/desk_pages.h"

#include "casefolder/case_pages.h"
#include "desk/desk_state.h"
#include "http/http_form.h"
#include "serve/confine.h"
#include "templates.h"

#include <string.h>

#define PICTURES "/pictures/"

extern const struct language desk_language_table[];

static void write_frame(const struct desk *desk, struct jsonw *w)
{
    const char *root = desk->folder->paths.root;
    const char *name = strrchr(root, '/');
    jsonw_member(w, "case", name != NULL && name[1] != '\0' ? name + 1 : root);
}

/* A picture that the reader had made. */
static struct http_answer *answer_bytes(struct desk *desk, struct private_request *request)
{
    struct case_file file;
    struct err err = {0};
    if (!str_starts(request->path, STR(PICTURES))) {
        return NULL;
    }
    int64_t page = form_number(desk->arena, request->query, "page", 1);
    if (case_file_lookup(desk->folder, desk->arena, private_number(request), &file, &err) !=
        ERR_OK) {
        return http_answer_words(404, "there is no such picture");
    }
    return private_picture(desk->arena,
                           case_picture_path(desk->folder, desk->arena, &file, page));
}

enum err_code desk_pages_confine(const struct case_folder *folder, const char *reference,
                                 bool *files, struct err *err)
{
    const char *const read[] = {folder->paths.root, reference, "/dev/urandom", NULL};
    const char *const share[] = {NULL};
    const char *const keep[] = {folder->paths.home, NULL};
    const struct confine_paths paths = {.read = read, .share = share, .keep = keep};
    return confine_reader(&paths, files, err);
}

static enum err_code serve_pages(struct desk *desk, const struct private_serving *serving,
                                 struct err *err)
{
    bool files;
    struct private_pages pages = {.desk = desk,
                                  .db = desk->folder->db,
                                  .arena = desk->arena,
                                  .cookie = "policeai-desk",
                                  .routes = desk_routes,
                                  .route_count = desk_route_count,
                                  .links = desk_links,
                                  .link_count = desk_link_count,
                                  .layout = &template_desk_layout,
                                  .problem = &template_desk_problem,
                                  .language = &desk_language_table[0],
                                  .frame = write_frame,
                                  .bytes = answer_bytes};
    TRY(case_review_rule_read(desk->kept, desk->reference, &desk->rule, err));
    TRY(desk_pages_confine(desk->folder, desk->reference, &files, err));
    return private_pages_serve(&pages, serving, err);
}

enum err_code desk_pages_serve(const struct desk_plan *plan,
                               const struct private_serving *serving, struct err *err)
{
    struct desk desk = {.reference = plan->places->reference,
                        .port = serving->port,
                        .kept = arena_new(),
                        .arena = arena_new()};
    enum err_code code = case_open(&desk.folder, plan->folder, err);
    if (code == ERR_OK) {
        code = serve_pages(&desk, serving, err);
    }
    case_close(desk.folder);
    arena_free(desk.arena);
    arena_free(desk.kept);
    return code;
}
