/* See desk.h. */
#include "desk/desk.h"

#include "casefolder/case_folder.h"
#include "desk/desk_pages.h"
#include "desk/desk_reader.h"
#include "private/private_processes.h"

static enum err_code be_pages(void *data, const struct private_serving *serving,
                              struct err *err)
{
    return desk_pages_serve(data, serving, err);
}

static enum err_code be_reader(void *data, int stop_fd, struct err *err)
{
    return desk_read_files(data, stop_fd, err);
}

static enum err_code prepare_case(void *data, char link[PRIVATE_SECRET_SIZE], struct err *err)
{
    const struct desk_plan *plan = data;
    struct case_folder *folder = NULL;
    enum err_code code = case_open(&folder, plan->folder, err);
    if (code == ERR_OK) {
        code = private_sessions_clear(folder->db, err);
    }
    if (code == ERR_OK) {
        code = private_link_make(folder->db, link, err);
    }
    case_close(folder);
    return code;
}

/* Makes policeai-case/, which is what is locked. */
static enum err_code make_folder(const struct desk_plan *plan, struct arena *arena,
                                 struct case_paths *paths, struct err *err)
{
    struct case_folder *folder = NULL;
    TRY(case_paths(arena, plan->folder, paths, err));
    enum err_code code = case_open(&folder, plan->folder, err);
    case_close(folder);
    return code;
}

enum err_code desk_run(const struct desk_plan *plan, struct err *err)
{
    struct case_paths paths;
    struct desk_plan own = *plan;
    struct arena *arena = arena_new();
    enum err_code code = make_folder(plan, arena, &paths, err);
    if (code == ERR_OK) {
        const struct private_program program = {.data = &own,
                                                .port = plan->port,
                                                .lock = paths.home,
                                                .of = paths.root,
                                                .worker_name = "reader",
                                                .prepare = prepare_case,
                                                .pages = be_pages,
                                                .work = be_reader,
                                                .serving = plan->serving};
        code = private_run(&program, err);
    }
    arena_free(arena);
    return code;
}
