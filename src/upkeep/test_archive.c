/* What tar makes of our archives: Debian's tar is the judge. */
#include "upkeep/archive.h"

#include "base/file.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct arena *arena;
    char folder[64];
    struct err err;
};

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.arena = arena_new()};
    snprintf(f.folder, sizeof f.folder, "/tmp/policeai-archive-XXXXXX");
    assert_non_null(mkdtemp(f.folder));
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    arena_free(f->arena);
    return 0;
}

static void put(struct fixture *f, const char *name, size_t size)
{
    char *path = arena_printf(f->arena, "%s/in/%s", f->folder, name);
    char *bytes = arena_zalloc(f->arena, size + 1);
    memset(bytes, 'x', size);
    assert_int_equal(file_make_folders(file_folder_of(f->arena, path), 0750, &f->err), ERR_OK);
    assert_int_equal(file_write(path, str_n(bytes, size), 0640, &f->err), ERR_OK);
}

static int run(struct fixture *f, const char *const *words)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        if (chdir(f->folder) == 0) {
            execvp(words[0], (char *const *)(uintptr_t)words);
        }
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static enum err_code archive(struct fixture *f)
{
    return archive_make(f->arena, arena_printf(f->arena, "%s/in", f->folder), "top",
                        arena_printf(f->arena, "%s/out.tar", f->folder), &f->err);
}

static void tar_unpacks_the_same_bytes_and_modes(void **state)
{
    struct fixture *f = *state;
    struct stat info;
    put(f, "empty", 0);
    put(f, "one", 1);
    put(f, "block", 512);
    put(f, "more", 513);
    put(f, "large", 300000);
    put(f, "folder/within/file", 77);
    /* 60 + 60 bytes: past the name field, into the prefix */
    put(f,
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        5);
    assert_int_equal(archive(f), ERR_OK);
    assert_int_equal(run(f, (const char *const[]){"tar", "-xf", "out.tar", NULL}), 0);
    assert_int_equal(run(f, (const char *const[]){"diff", "-r", "in", "top", NULL}), 0);
    assert_int_equal(stat(arena_printf(f->arena, "%s/top/one", f->folder), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(stat(arena_printf(f->arena, "%s/out.tar", f->folder), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(archive(f), ERR_IO); /* it is there */
}

static void what_tar_cannot_hold_is_refused_and_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    char name[121];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    put(f, name, 1);
    assert_int_equal(archive(f), ERR_LIMIT);
    assert_false(file_exists(arena_printf(f->arena, "%s/out.tar", f->folder)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tar_unpacks_the_same_bytes_and_modes, setup, teardown),
        cmocka_unit_test_setup_teardown(what_tar_cannot_hold_is_refused_and_leaves_nothing,
                                        setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
