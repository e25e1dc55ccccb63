/* Archives that others wrote (GNU tar, Python's tarfile) come out as others read them; what an
 * archive must not do is refused in one line. */
#include "archive/image.h"
#include "archive/unpack.h"

#include "base/arena.h"
#include "base/file.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct tar_limits plenty = {1 << 24, 2000};

struct fixture {
    struct arena *arena;
    char folder[64];
    const char *tar, *tree, *work;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    snprintf(f->folder, sizeof f->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    f->tar = arena_printf(f->arena, "%s/a.tar", f->folder);
    f->tree = arena_printf(f->arena, "%s/tree", f->folder);
    f->work = arena_printf(f->arena, "%s/work", f->folder);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(file_remove_tree(f->folder, NULL), ERR_OK);
    arena_free(f->arena);
    free(f);
    return 0;
}

static void shell(const struct fixture *f, const char *script)
{
    char *argv[] = {
        arena_strdup(f->arena, "sh"), arena_strdup(f->arena, "-c"),
        arena_printf(f->arena, "cd %s && { %s ; } </dev/null 2>&1", f->folder, script), NULL};
    pid_t child;
    int status;
    assert_int_equal(posix_spawn(&child, "/bin/sh", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0) {
        fail_msg("%s", script);
    }
}

/* Python with the archive as `t`, and add(name, kind, link, data, mode). */
static void python(const struct fixture *f, const char *script)
{
    const char *program = arena_printf(
        f->arena,
        "import tarfile, io\n"
        "def add(name, kind=tarfile.REGTYPE, link='', data=b'', mode=0o644, to=None):\n"
        "    info = tarfile.TarInfo(name)\n"
        "    info.type, info.linkname, info.size, info.mode = kind, link, len(data), mode\n"
        "    (to or t).addfile(info, io.BytesIO(data))\n"
        "F, D, L, H = tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE\n"
        "%s\n",
        script);
    assert_int_equal(file_write(arena_printf(f->arena, "%s/make.py", f->folder),
                                str_of(program), 0600, NULL),
                     ERR_OK);
    shell(f, "/usr/bin/python3 make.py");
}

/* One archive for each script, in one process: 0.tar and so on. */
static void python_each(const struct fixture *f, const char *const *scripts, size_t count)
{
    struct strbuf all;
    strbuf_init(&all, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&all,
                      "t = tarfile.open('%zu.tar', 'w')\ntry:\n    %s\n    t.close()\nexcept "
                      "SystemExit:\n    pass\n",
                      i, scripts[i]);
    }
    python(f, all.p);
    strbuf_release(&all);
}

static enum err_code unpack(const struct fixture *f, struct tar_limits limits, struct err *err)
{
    if (file_exists(f->tree)) {
        assert_int_equal(file_remove_tree(f->tree, NULL), ERR_OK);
    }
    assert_int_equal(file_make_folders(f->tree, 0755, NULL), ERR_OK);
    return unpack_tar(f->tar, f->tree, false, &limits, err);
}

static void what_others_write_comes_out_as_others_read_it(void **state)
{
    const struct fixture *f = *state;
    static const char *const writers[] = {
        "tar --format=gnu -C from -cf a.tar .",
        "tar --format=ustar -C from -cf a.tar --exclude=long .",
        "tar --format=posix -C from -cf a.tar .",
        "tar --format=gnu -C from -czf a.tar bin long big empty",
        "/usr/bin/python3 -c 'import tarfile; t = tarfile.open(\"a.tar\", \"w\", "
        "format=tarfile.PAX_FORMAT); "
        "t.add(\"from\", \".\")\nt.close()'",
        "/usr/bin/python3 -c 'import tarfile; t = tarfile.open(\"a.tar\", \"w:gz\", "
        "format=tarfile.GNU_FORMAT); t.add(\"from\", \".\")\nt.close()'",
    };
    shell(f,
          "mkdir -p from/bin from/empty from/long && cd from && printf hello >bin/a && chmod "
          "4755 "
          "bin/a && ln bin/a bin/hard && ln -s a bin/soft && ln -s /bin/a bin/absolute && head "
          "-c "
          "70000 /dev/urandom >big && n=$(printf 'n%.0s' $(seq 90)) && mkdir -p long/$n/$n && "
          "printf deep >long/$n/$n/$n && ln -s $n/$n/$n long/way");
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        struct err err;
        shell(f, writers[i]);
        if (unpack(f, plenty, &err) != ERR_OK) {
            fail_msg("%s: %s", writers[i], err.message);
        }
        shell(f, "rm -rf theirs && mkdir theirs && tar -C theirs -xf a.tar && diff -r "
                 "--no-dereference theirs tree");
        shell(f, "[ $(stat -c %a tree/bin/a) = 755 ] && [ $(stat -c %a tree/big) = 644 ] && [ "
                 "tree/bin/a -ef tree/bin/hard ]");
    }
}

static void what_an_archive_must_not_do_is_refused(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *script, *words;
    } rows[] = {
        {"add('/etc/x')", "an absolute path"},
        {"add('a/../../x')", "\"..\" in its path"},
        {"add('..', D)", "\"..\" in its path"},
        {"add('a', L, '/absent'); add('a/x')", "a/x: it lies below a file or a link"},
        {"add('a', L, 'b'); add('b', D); add('a/x')", "below a file or a link"},
        {"add('a'); add('a/x')", "below a file or a link"},
        {"add('a/b', L, '../../x')", "a/b: a link that leads out of the root"},
        {"add('a', L, '/../x')", "leads out of the root"},
        {"add('a', H, '../x')", "\"..\" in its path"},
        {"add('a', H, '/etc/passwd')", "an absolute path"},
        {"add('a', H, 'b')", "a hard link to what is no file"},
        {"add('b', L, 'c'); add('a', H, 'b')", "a hard link to what is no file"},
        {"add('b', L, '/etc'); add('a', H, 'b/passwd')", "below a file or a link"},
        {"add('a'); add('a')", "the name stands there twice"},
        {"add('a'); add('./a')", "the name stands there twice"},
        {"add('a', D); add('a')", "the name stands there twice"},
        {"add('a'); add('a', D)", "the name stands there twice"},
        {"add('a', L, 'b'); add('a', L, 'c')", "the name stands there twice"},
        {"add('a', tarfile.CHRTYPE)", "a device or a pipe"},
        {"add('a', tarfile.FIFOTYPE)", "a device or a pipe"},
        {"add('a', b'S')", "a kind that is not known"},
        {"add('n' * 256)", "255 of a name"},
        {"add('/'.join(['n' * 200] * 6))", "a path of more than 1024 bytes"},
        {"add('d/' * 65 + 'x')", "64 folders"},
        {"add('a\\nb')", "a control character"},
        {"add('a\\\\b')", "a backslash"},
        {"add('')", "in place of the root"},
        {"add('a', L, '')", "target is empty"},
        {"add('a', data=b'x' * (1 << 24))", "more bytes than are allowed"},
        {"[add(str(i)) for i in range(2001)]", "more than 2000 entries"},
        {"add('a'); t.fileobj.write(b'junk' * 128)", "whose sum is wrong"},
        {"add('a', data=b'x' * 600); t.fileobj.truncate(900); t.fileobj.close(); raise "
         "SystemExit",
         "ends in the middle"},
        {"add('a'); t.fileobj.close(); raise SystemExit", "without the end of an archive"},
    };
    const char *scripts[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        scripts[i] = rows[i].script;
    }
    python_each(f, scripts, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {.message = ""};
        shell(f, arena_printf(f->arena, "mv %zu.tar a.tar", i));
        if (unpack(f, plenty, &err) == ERR_OK || strstr(err.message, rows[i].words) == NULL ||
            strchr(err.message, '\n') != NULL) {
            fail_msg("%s: \"%s\"", rows[i].script, err.message);
        }
        shell(f, "[ ! -e x ]");
    }
}

static void gzip_that_is_cut_or_swells_is_refused(void **state)
{
    const struct fixture *f = *state;
    struct err err;
    shell(
        f,
        "head -c 100000 /dev/urandom >big && tar -czf whole.tgz big && head -c 50000 whole.tgz "
        ">a.tar");
    assert_int_equal(unpack(f, plenty, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "ends too soon"));
    shell(f, "head -c 40000000 /dev/zero >big && tar -czf a.tar big");
    assert_int_equal(unpack(f, plenty, &err), ERR_LIMIT);
    assert_non_null(strstr(err.message, "more bytes than are allowed"));
}

/* Two layers in both forms: whiteouts, an opaque folder, a folder in place of a file and back.
 */
static const char image_script[] =
    "import json, hashlib, gzip\n"
    "def tar(fill):\n"
    "    out = io.BytesIO()\n"
    "    to = tarfile.open(fileobj=out, mode='w')\n"
    "    fill(lambda *words, **more: add(*words, to=to, **more))\n"
    "    to.close()\n"
    "    return out.getvalue()\n"
    "def lower(put):\n"
    "    put('bin', D); put('bin/old', data=b'old'); put('bin/kept', data=b'kept', "
    "mode=0o755)\n"
    "    put('full', D); put('full/a', data=b'a'); put('full/b', D); put('full/b/c')\n"
    "    put('turns', data=b'file'); put('other', D); put('other/x')\n"
    "def upper(put):\n"
    "    put('bin/.wh.old'); put('bin/new', H, 'bin/kept'); put('full/new', data=b'new')\n"
    "    put('full/.wh..wh..opq'); put('turns', D); put('turns/y', data=b'y')\n"
    "    put('other', data=b'file'); put('.wh.absent')\n"
    "layers = [tar(lower), gzip.compress(tar(upper))]\n"
    "t = tarfile.open('a.tar', 'w')\n";

static void assert_image(const struct fixture *f)
{
    struct err err;
    shell(f, "rm -rf tree work && mkdir tree work");
    if (image_unpack(f->tar, f->tree, f->work, plenty, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    shell(f,
          "[ \"$(cd tree && find . | LC_ALL=C sort | tr '\\n' ' ')\" = \". ./bin ./bin/kept "
          "./bin/new ./full ./full/new ./other ./turns ./turns/y \" ] && [ tree/bin/kept -ef "
          "tree/bin/new ] && [ \"$(cat tree/other)\" = file ] && [ ! -e work ]");
}

static void images_become_their_layers(void **state)
{
    const struct fixture *f = *state;
    python(f, arena_printf(
                  f->arena,
                  "%s\nadd('0/layer.tar', data=layers[0]); add('1/layer.tar', "
                  "data=layers[1]); add('manifest.json', data=json.dumps([{'Config': 'c', "
                  "'Layers': ['0/layer.tar', '1/layer.tar']}]).encode()); t.close()",
                  image_script));
    assert_image(f);
    python(f,
           arena_printf(
               f->arena,
               "%s\n"
               "def blob(data, kind):\n"
               "    name = hashlib.sha256(data).hexdigest()\n"
               "    add('blobs/sha256/' + name, data=data)\n"
               "    return {'mediaType': kind, 'digest': 'sha256:' + name, 'size': len(data)}\n"
               "kinds = ['application/vnd.oci.image.layer.v1.tar', "
               "'application/vnd.oci.image.layer.v1.tar+gzip']\n"
               "m = blob(json.dumps({'layers': [blob(l, k) for l, k in zip(layers, "
               "kinds)]}).encode(), 'application/vnd.oci.image.manifest.v1+json')\n"
               "add('index.json', data=json.dumps({'manifests': [m]}).encode())\n"
               "add('oci-layout', data=b'{}'); t.close()",
               image_script));
    assert_image(f);
}

static void images_that_lie_are_refused(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *script, *words;
    } rows[] = {
        {"add('manifest.json', data=b'[]')", "must have one image"},
        {"add('manifest.json', data=b'[{\"Layers\":[\"../../etc/passwd\"]}]')", "\"..\""},
        {"add('manifest.json', data=b'[{\"Layers\":[\"absent\"]}]')", "has no file absent"},
        {"add('l', L, '/etc/passwd'); add('manifest.json', data=b'[{\"Layers\":[\"l\"]}]')",
         "has no file l"},
        {"add('manifest.json', data=b'[{\"Layers\":[]}]')", "has no layer"},
        {"add('oci-layout', data=b'{}'); add('index.json', data=b'{\"manifests\":[]}')",
         "names 0 images"},
        {"add('oci-layout', data=b'{}'); add('index.json', "
         "data=b'{\"manifests\":[{\"digest\":\"sha256:' + b'0' * 64 + b'\"}]}'); "
         "add('blobs/sha256/' + '0' * 64, data=b'{}')",
         "is not what its name says"},
        {"add('oci-layout', data=b'{}'); add('index.json', "
         "data=b'{\"layers\":[{\"mediaType\":\"application/"
         "vnd.oci.image.layer.v1.tar+zstd\"}]}')",
         "save it as tar or tar+gzip"},
    };
    const char *scripts[sizeof rows / sizeof rows[0]];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        scripts[i] = rows[i].script;
    }
    python_each(f, scripts, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err err = {.message = ""};
        shell(f, arena_printf(f->arena, "mv %zu.tar a.tar", i));
        shell(f, "rm -rf tree work && mkdir tree work");
        if (image_unpack(f->tar, f->tree, f->work, plenty, &err) == ERR_OK ||
            strstr(err.message, rows[i].words) == NULL) {
            fail_msg("%s: \"%s\"", rows[i].script, err.message);
        }
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(what_others_write_comes_out_as_others_read_it),
        CASE(what_an_archive_must_not_do_is_refused),
        CASE(gzip_that_is_cut_or_swells_is_refused),
        CASE(images_become_their_layers),
        CASE(images_that_lie_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
