/* See http_rig.h. */
#include "http_rig.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "site_double.h"
#include "http/http_listen.h"
#include "web/http_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *data)
{
    struct http_rig *rig = data;
    const struct http_plan plan = {.data = &rig->data,
                                   .reference = "unused",
                                   .listen_fd = rig->listen_fd,
                                   .stop_fd = rig->stop[0],
                                   .ready_fd = rig->ready[1],
                                   .threads = rig->threads};
    rig->code = http_serve(&plan, &rig->err);
    close(rig->ready[1]);
    return NULL;
}

void rig_start(struct http_rig *rig, int threads)
{
    char byte;
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    *rig = (struct http_rig){.arena = arena_new(), .threads = threads};
    snprintf(rig->root, sizeof rig->root, "/tmp/pai-http-XXXXXX");
    assert_non_null(mkdtemp(rig->root));
    assert_int_equal(datadir_at(rig->arena, rig->root, &rig->data, NULL), ERR_OK);
    assert_int_equal(datadir_make(&rig->data, NULL), ERR_OK);
    assert_int_equal(http_listen("127.0.0.1", 0, &rig->listen_fd, NULL), ERR_OK);
    assert_int_equal(getsockname(rig->listen_fd, (struct sockaddr *)&address, &length), 0);
    rig->port = ntohs(address.sin_port);
    assert_int_equal(pipe(rig->stop) | pipe(rig->ready), 0);
    assert_int_equal(pthread_create(&rig->thread, NULL, serve, rig), 0);
    assert_int_equal(read(rig->ready[0], &byte, 1), 1);
}

void rig_halt(struct http_rig *rig)
{
    close(rig->stop[1]);
    pthread_join(rig->thread, NULL);
    rig->halted = true;
}

void rig_stop(struct http_rig *rig)
{
    if (!rig->halted) {
        rig_halt(rig);
    }
    close(rig->stop[0]);
    close(rig->ready[0]);
    close(rig->listen_fd);
    assert_int_equal(file_remove_tree(rig->root, NULL), ERR_OK);
    arena_free(rig->arena);
}

void rig_write(struct http_rig *rig, const char *path, struct str bytes)
{
    char *whole = arena_printf(rig->arena, "%s/%s", rig->root, path);
    assert_int_equal(file_make_folders(file_folder_of(rig->arena, whole), 0755, NULL), ERR_OK);
    assert_int_equal(file_write(whole, bytes, 0644, NULL), ERR_OK);
}

int rig_connect(struct http_rig *rig)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)rig->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void listen_to(int fd, struct strbuf *bytes, bool *closed, int patience_ms)
{
    char chunk[65536];
    struct pollfd waits = {fd, POLLIN, 0};
    while (poll(&waits, 1, patience_ms) > 0) {
        ssize_t got = recv(fd, chunk, sizeof chunk, 0);
        if (got <= 0) {
            *closed = true;
            return;
        }
        strbuf_add(bytes, chunk, (size_t)got);
    }
}

static bool is_status_line(struct str text)
{
    return text.n > 4 && text.p[3] == ' ' && strspn(text.p, "0123456789") == 3;
}

static void take_apart(struct heard *heard)
{
    struct str rest = heard->bytes;
    size_t at;
    while ((at = str_find(rest, STR("HTTP/1.1 "))) != SIZE_MAX) {
        rest = str_from(rest, at + 9);
        if (is_status_line(rest) && ++heard->answers == 1) {
            heard->status = (int)strtol(rest.p, NULL, 10);
        }
    }
    size_t end = str_find(heard->bytes, STR("\r\n\r\n"));
    if (end != SIZE_MAX) {
        heard->head = str_sub(heard->bytes, 0, end + 2);
        heard->body = str_from(heard->bytes, end + 4);
    }
}

struct heard rig_say(struct http_rig *rig, struct str bytes, int patience_ms)
{
    struct heard heard = {0};
    struct strbuf got;
    int fd = rig_connect(rig);
    strbuf_init(&got, 64 * 1024 * 1024);
    while (bytes.n > 0) {
        ssize_t sent = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (sent <= 0) {
            break;
        }
        bytes = str_from(bytes, (size_t)sent);
    }
    listen_to(fd, &got, &heard.closed, patience_ms);
    close(fd);
    heard.bytes = arena_str(rig->arena, strbuf_view(&got));
    strbuf_release(&got);
    take_apart(&heard);
    return heard;
}

struct heard rig_ask(struct http_rig *rig, const char *method, const char *target,
                     const char *fields)
{
    const char *request = arena_printf(
        rig->arena, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sConnection: close\r\n\r\n", method,
        target, fields);
    return rig_say(rig, str_of(request), 5000);
}

const char *heard_field(struct http_rig *rig, const struct heard *heard, const char *name)
{
    const char *found = NULL;
    struct str rest = heard->head;
    struct str line;
    size_t length = strlen(name);
    while (str_split(&rest, '\n', &line)) {
        if (line.n > length && line.p[length] == ':' &&
            strncasecmp(line.p, name, length) == 0) {
            assert_null(found);
            struct str value = str_trim(str_from(line, length + 1));
            found = arena_strndup(rig->arena, value.p, value.n);
        }
    }
    return found;
}
