/* The process of the pages. */
#include "casedesk/casedesk_state.h"
#include "casedesk_sql.h"
#include "http/http_form.h"
#include "serve/confine.h"
#include "templates.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PICTURES "/pictures/"

extern const struct language casedesk_language_table[];

static void write_frame(const struct desk *desk, struct jsonw *w)
{
    const char *name = strrchr(desk->matter->file, '/');
    jsonw_member(w, "case", name != NULL ? name + 1 : desk->matter->file);
}

static struct http_answer *answer_bytes(struct desk *desk, struct private_request *request)
{
    if (!str_starts(request->path, STR(PICTURES))) {
        return schedule_paper(desk, request);
    }
    int64_t page = form_number(desk->arena, request->query, "page", 1);
    return private_picture(desk->arena, picture_path(desk->matter, desk->arena,
                                                     private_number(request), page, "png"));
}

/* The case and what SQLite keeps beside it, nothing else of its folder; the pictures. */
static enum err_code confine(const struct desk *desk, struct err *err)
{
    bool files;
    const char *file = desk->matter->file;
    const char *const read[] = {desk->matter->scratch, "/dev/urandom", NULL};
    const char *const grow[] = {desk->matter->made, NULL};
    const char *const share[] = {file, arena_printf(desk->arena, "%s-wal", file),
                                 arena_printf(desk->arena, "%s-shm", file),
                                 arena_printf(desk->arena, "%s.audit.jsonl", file), NULL};
    const struct confine_paths paths = {.read = read, .share = share, .grow = grow};
    return confine_reader(&paths, &files, err);
}

static enum err_code open_all(struct desk *desk, struct err *err)
{
    const char *lock = arena_printf(desk->arena, "%s.lock", desk->matter->file);
    TRY(casefile_open_to_act(&desk->acts, desk->matter->file, err));
    desk->db = desk->acts.db;
    TRY(db_exec(desk->db, sql_casedesk_temporary, err));
    desk->lock_fd = open(lock, O_RDONLY | O_CLOEXEC);
    desk->wanted_fd = open(desk->matter->wanted, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (desk->wanted_fd < 0) {
        return err_errno(err, "cannot open %s", desk->matter->wanted);
    }
    TRY(schedule_words_load(desk->kept, desk->matter->plan->places->reference, &desk->words,
                            err));
    return confine(desk, err);
}

enum err_code casedesk_serve(const struct casedesk_case *matter,
                             const struct private_serving *serving, struct err *err)
{
    struct desk desk = {.matter = matter,
                        .wanted_fd = -1,
                        .lock_fd = -1,
                        .port = serving->port,
                        .counts = {.arena = arena_new()},
                        .schedule = {.arena = arena_new()},
                        .kept = arena_new(),
                        .arena = arena_new()};
    enum err_code code = open_all(&desk, err);
    if (code == ERR_OK) {
        struct private_pages pages = {.desk = &desk,
                                      .db = desk.db,
                                      .arena = desk.arena,
                                      .cookie = "policeai-case",
                                      .routes = casedesk_routes,
                                      .route_count = casedesk_route_count,
                                      .links = casedesk_links,
                                      .link_count = casedesk_link_count,
                                      .layout = &template_casedesk_layout,
                                      .problem = &template_casedesk_problem,
                                      .language = &casedesk_language_table[0],
                                      .frame = write_frame,
                                      .bytes = answer_bytes};
        code = private_pages_serve(&pages, serving, err);
    }
    for (int i = 0; i < 2; i++) {
        int fd = i == 0 ? desk.wanted_fd : desk.lock_fd;
        if (fd >= 0) {
            close(fd);
        }
    }
    casefile_close_acts(&desk.acts);
    arena_free(desk.schedule.arena);
    arena_free(desk.counts.arena);
    arena_free(desk.arena);
    arena_free(desk.kept);
    return code;
}
