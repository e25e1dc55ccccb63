/* See report_pdf.h. */
#include "report/report_pdf.h"

#include "base/file.h"
#include "run/house_program.h"
#include "trial/scratch.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The program's answer, kept as `path`. */
static enum err_code keep(struct arena *arena, struct house_program *program,
                          const struct js *output, const char *path, struct err *err)
{
    struct str made;
    const char *fresh = arena_printf(arena, "%s.new-%ld", path, (long)getpid());
    TRY(js_need_str(output, "file", &made, err));
    enum err_code code = house_program_take(program, made, fresh, err);
    if (code == ERR_OK && (chmod(fresh, 0644) != 0 || rename(fresh, path) != 0)) {
        code = err_errno(err, "cannot rename %s to %s", fresh, path);
    }
    if (code != ERR_OK) {
        (void)unlink(fresh);
    }
    return code;
}

static enum err_code ask(struct arena *arena, const char *checks, const char *scratch,
                         struct str paper, const char *path, struct err *err)
{
    struct house_program *program;
    const struct js *output = NULL;
    const char *const names[] = {"paper"};
    const char *const files[] = {arena_printf(arena, "%s/paper.json", scratch)};
    const struct house_question question = {names, files, 1, NULL, {NULL, 0}};
    TRY(file_write(files[0], paper, 0600, err));
    TRY(house_program_open(&program, checks, "paper-pdf", scratch, err));
    enum err_code code = house_program_ask(program, arena, &question, &output, err);
    if (code == ERR_OK) {
        code = keep(arena, program, output, path, err);
    } else {
        err_prefix(err, "the PDF was not made");
    }
    house_program_free(program);
    return code;
}

enum err_code report_pdf_write(struct arena *arena, const char *checks, struct str paper,
                               const char *path, struct err *err)
{
    const char *scratch;
    TRY(scratch_make(arena, &scratch, err));
    enum err_code code = ask(arena, checks, scratch, paper, path, err);
    scratch_remove(scratch);
    return code;
}
