/* http_stand PORT DATA THREADS: serves the site_double on 127.0.0.1 until standard input ends.
 */
#include "base/arena.h"
#include "base/log.h"
#include "http/http_listen.h"
#include "web/http_server.h"

#include <unistd.h>

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct datadir data;
    struct err err = {0};
    int listen_fd = -1;
    if (argc != 4) {
        fprintf(stderr, "usage: http_stand PORT DATA THREADS\n");
        return 2;
    }
    log_start("public", LOG_INFO);
    enum err_code code = datadir_at(arena, argv[2], &data, &err);
    if (code == ERR_OK) {
        code = http_listen("127.0.0.1", (int)strtol(argv[1], NULL, 10), &listen_fd, &err);
    }
    if (code == ERR_OK) {
        const struct http_plan plan = {.data = &data,
                                       .reference = "unused",
                                       .listen_fd = listen_fd,
                                       .stop_fd = STDIN_FILENO,
                                       .ready_fd = STDOUT_FILENO,
                                       .threads = (int)strtol(argv[3], NULL, 10)};
        code = http_serve(&plan, &err);
        close(listen_fd);
    }
    if (code != ERR_OK) {
        log_err("stand", &err);
    }
    arena_free(arena);
    return err_exit_status(code);
}
