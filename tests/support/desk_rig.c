/* See desk_rig.h. */
#include "support/desk_rig.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "desk/desk.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int said_fd = -1; /* of the desk's process */

static void say(int port, const char *link)
{
    char line[200];
    int n = snprintf(line, sizeof line, "%d %s\n", port, link);
    if (write(said_fd, line, (size_t)n) != n) {
        _exit(1);
    }
}

static enum err_code run_desk(const struct rig *rig, struct err *err)
{
    const struct places places = {.reference = PAI_SOURCE_DIR "/reference",
                                  .checks = PAI_BUILD_DIR "/checks"};
    const struct desk_plan plan = {.folder = rig->folder,
                                   .places = &places,
                                   .tool_folder = PAI_BUILD_DIR "/tools/redact-text",
                                   .document_tool_folder = rig->document_tool != NULL
                                                               ? rig->document_tool
                                                               : PAI_BUILD_DIR
                                                               "/tools/redact-document",
                                   .serving = say};
    return desk_run(&plan, err);
}

static _Noreturn void be_desk(const struct rig *rig, int fd)
{
    struct err err = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    said_fd = fd;
    enum err_code code = rig->run != NULL ? rig->run(rig, say, &err) : run_desk(rig, &err);
    if (code != ERR_OK) {
        fprintf(stderr, "%s\n", err.message);
        _exit(1);
    }
    _exit(0);
}

static const char *session_name(const struct rig *rig)
{
    return rig->session != NULL ? rig->session : "policeai-desk";
}

void rig_start(struct rig *rig)
{
    int fds[2];
    char line[200] = "";
    size_t n = 0;
    assert_int_equal(pipe(fds), 0);
    rig->pid = fork();
    if (rig->pid == 0) {
        close(fds[0]);
        be_desk(rig, fds[1]);
    }
    close(fds[1]);
    while (n < sizeof line - 1 && read(fds[0], line + n, 1) == 1 && line[n] != '\n') {
        n++;
    }
    close(fds[0]);
    char *end;
    rig->port = (int)strtol(line, &end, 10);
    assert_true(rig->port > 0 && *end == ' ');
    line[n] = '\0';
    snprintf(rig->link, sizeof rig->link, "%.64s", end + 1);
}

/* The status; 0 when nothing came. What came is in rig->reply. */
int rig_ask(struct rig *rig, const char *request)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)rig->port)};
    struct timeval patience = {RIG_WAIT_S, 0};
    size_t n = 0;
    int status = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    rig->reply[0] = '\0';
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
        send(fd, request, strlen(request), MSG_NOSIGNAL) > 0) {
        ssize_t got;
        while (n < RIG_REPLY_MAX - 1 &&
               (got = recv(fd, rig->reply + n, RIG_REPLY_MAX - 1 - n, 0)) > 0) {
            n += (size_t)got;
        }
        rig->reply[n] = '\0';
        rig->reply_length = n;
    }
    close(fd);
    if (strncmp(rig->reply, "HTTP/1.1 ", strlen("HTTP/1.1 ")) == 0) {
        status = (int)strtol(rig->reply + strlen("HTTP/1.1 "), NULL, 10);
    }
    return status;
}

int rig_get_as(struct rig *rig, const char *path, const char *host, const char *cookie)
{
    char request[1000];
    snprintf(request, sizeof request,
             "GET %s HTTP/1.1\r\nHost: %s:%d\r\nCookie: %s=%s\r\nConnection: "
             "close\r\n\r\n",
             path, host, rig->port, session_name(rig), cookie);
    return rig_ask(rig, request);
}

int rig_get(struct rig *rig, const char *path)
{
    return rig_get_as(rig, path, "127.0.0.1", rig->cookie);
}

int rig_post_as(struct rig *rig, const char *path, const char *origin, const char *guard,
                const char *form)
{
    char request[3000];
    char body[2000];
    snprintf(body, sizeof body, "guard=%s&%s", guard, form);
    snprintf(request, sizeof request,
             "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sCookie: %s=%s\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n"
             "Connection: close\r\n\r\n%s",
             path, rig->port, origin, session_name(rig), rig->cookie, strlen(body), body);
    return rig_ask(rig, request);
}

int rig_post(struct rig *rig, const char *path, const char *form)
{
    char origin[100];
    snprintf(origin, sizeof origin, "Origin: http://127.0.0.1:%d\r\n", rig->port);
    return rig_post_as(rig, path, origin, rig->guard, form);
}

static void copy_after(const char *text, const char *before, char *out, size_t size)
{
    const char *at = strstr(text, before);
    assert_non_null(at);
    snprintf(out, size, "%.64s", at + strlen(before));
}

void rig_enter(struct rig *rig)
{
    char path[200];
    snprintf(path, sizeof path, "/open/%s", rig->link);
    assert_int_equal(rig_get_as(rig, path, "127.0.0.1", ""), 303);
    snprintf(path, sizeof path, "%s=", session_name(rig));
    copy_after(rig->reply, path, rig->cookie, sizeof rig->cookie);
    assert_int_equal(rig_get(rig, "/name"), 200);
    copy_after(rig->reply, "name=\"guard\" value=\"", rig->guard, sizeof rig->guard);
    assert_int_equal(rig_post(rig, "/name", "who=Ann&role=DC"), 303);
}

struct rig *rig_new(void)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    snprintf(rig->folder, sizeof rig->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(rig->folder));
    return rig;
}

void rig_write(struct rig *rig, const char *name, struct str bytes)
{
    struct err err = {0};
    char path[100];
    snprintf(path, sizeof path, "%s/%s", rig->folder, name);
    assert_int_equal(file_write(path, bytes, 0600, &err), ERR_OK);
}

int rig_set_up(void **state)
{
    struct rig *rig = rig_new();
    *state = rig;
    rig_write(rig, "a.txt", STR("I met John Smith. <b>John Smith</b> left.\n"));
    rig_start(rig);
    return 0;
}

void rig_stop(struct rig *rig, int signal)
{
    if (rig->pid > 0) {
        kill(rig->pid, signal);
        waitpid(rig->pid, NULL, 0);
        rig->pid = 0;
    }
}

int rig_tear_down(void **state)
{
    struct rig *rig = *state;
    rig_stop(rig, SIGTERM);
    assert_int_equal(file_remove_tree(rig->folder, NULL), ERR_OK);
    free(rig);
    return 0;
}

void rig_wait_for(struct rig *rig, const char *path, const char *words)
{
    int64_t end = clock_monotonic_ms() + RIG_WAIT_S * 1000;
    do {
        assert_int_equal(rig_get(rig, path), 200);
        if (strstr(rig->reply, words) != NULL) {
            return;
        }
        usleep(50000);
    } while (clock_monotonic_ms() < end);
    fail_msg("%s does not say \"%s\" in %d s", path, words, RIG_WAIT_S);
}

void rig_wait_read(struct rig *rig)
{
    rig_wait_for(rig, "/", "1 file was read");
}

pid_t rig_child_named(pid_t parent, const char *name)
{
    char path[100];
    char text[4096];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    FILE *file = fopen(path, "re");
    pid_t found = 0;
    char list[1000] = "";
    assert_non_null(file);
    assert_non_null(fgets(list, sizeof list, file));
    char *rest = list;
    for (long pid = strtol(rest, &rest, 10); pid > 0; pid = strtol(rest, &rest, 10)) {
        snprintf(path, sizeof path, "/proc/%ld/comm", pid);
        FILE *comm = fopen(path, "re");
        if (comm != NULL && fgets(text, sizeof text, comm) != NULL &&
            strstr(text, name) != NULL) {
            found = (pid_t)pid;
        }
        if (comm != NULL) {
            assert_int_equal(fclose(comm), 0);
        }
    }
    assert_int_equal(fclose(file), 0);
    return found;
}

/* SOURCE: ISO 32000-1:2008, 7.5: header, objects, cross-reference table, trailer. */
void rig_write_pdf(struct rig *rig, const char *name, int pages, const char *const *lines)
{
    enum { BEFORE = 3 }; /* catalogue, pages, font; then a page and its contents each */
    struct strbuf pdf;
    size_t *at = xcalloc((size_t)pages * 2 + BEFORE, sizeof *at);
    int count = 0;
    strbuf_init(&pdf, 16 << 20);
    strbuf_puts(&pdf, "%PDF-1.4\n");
    at[count++] = pdf.n;
    strbuf_puts(&pdf, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    at[count++] = pdf.n;
    strbuf_puts(&pdf, "2 0 obj<</Type/Pages/Kids[");
    for (int i = 0; i < pages; i++) {
        strbuf_printf(&pdf, "%d 0 R ", BEFORE + 1 + 2 * i);
    }
    strbuf_printf(&pdf, "]/Count %d>>endobj\n", pages);
    at[count++] = pdf.n;
    strbuf_puts(&pdf, "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
    for (int i = 0; i < pages; i++) {
        struct strbuf text;
        strbuf_init(&text, 1 << 16);
        strbuf_printf(&text, "BT /F 12 Tf 16 TL 72 760 Td (Sheet %d.) Tj T*\n", i + 1);
        for (const char *const *line = lines; *line != NULL; line++) {
            strbuf_printf(&text, "(%s) Tj T*\n", *line);
        }
        strbuf_puts(&text, "ET");
        at[count] = pdf.n;
        strbuf_printf(&pdf,
                      "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                      "/Resources<</Font<</F 3 0 R>>>>>>endobj\n",
                      count + 1, count + 2);
        at[count + 1] = pdf.n;
        strbuf_printf(&pdf, "%d 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", count + 2,
                      text.n, text.p);
        count += 2;
        strbuf_release(&text);
    }
    size_t table = pdf.n;
    strbuf_printf(&pdf, "xref\n0 %d\n0000000000 65535 f \n", count + 1);
    for (int i = 0; i < count; i++) {
        strbuf_printf(&pdf, "%010zu 00000 n \n", at[i]);
    }
    strbuf_printf(&pdf, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", count + 1,
                  table);
    rig_write(rig, name, strbuf_view(&pdf));
    strbuf_release(&pdf);
    free(at);
}
