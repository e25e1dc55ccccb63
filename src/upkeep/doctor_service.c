/* What an installation serves and measures. */
#include "upkeep/doctor_checks.h"

#include "base/file.h"
#include "bench/bench.h"
#include "lab/pairs.h"
#include "protocol/manifest.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <fcntl.h>

enum { PATIENCE_SECONDS = 3, ANSWER_MAX = 256 };

/* Whoever holds the lock runs; trying it with a shared lock changes nothing. */
static bool server_runs(const struct datadir *data)
{
    int fd = open(data->keeper_lock, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool runs = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(fd);
    return runs;
}

static int connect_to(const struct doctor_plan *plan)
{
    const struct timeval patience = {PATIENCE_SECONDS, 0};
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)plan->port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                               .sin6_port = htons((uint16_t)plan->port)};
    bool is_four = inet_pton(AF_INET, plan->host, &four.sin_addr) == 1;
    if (!is_four && inet_pton(AF_INET6, plan->host, &six.sin6_addr) != 1) {
        errno = EINVAL;
        return -1;
    }
    int fd = socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int status = is_four ? connect(fd, (struct sockaddr *)&four, sizeof four)
                         : connect(fd, (struct sockaddr *)&six, sizeof six);
    if (status != 0) {
        int kept = errno;
        close(fd);
        errno = kept;
        return -1;
    }
    return fd;
}

/* The answer's first line, "" for none. */
static void ask_health(int fd, char line[ANSWER_MAX])
{
    static const char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
                                  "Connection: close\r\n\r\n";
    line[0] = '\0';
    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1) {
        ssize_t n = recv(fd, line, ANSWER_MAX - 1, 0);
        line[n > 0 ? n : 0] = '\0';
        line[strcspn(line, "\r\n")] = '\0';
    }
}

static void examine_answer(const struct doctor_plan *plan, int fd, bool runs,
                           struct doctor_report *report)
{
    char line[ANSWER_MAX];
    ask_health(fd, line);
    bool healthy = strncmp(line, "HTTP/1.1 200", 12) == 0;
    if (runs && healthy) {
        doctor_add(report, "server", DOCTOR_OK, "", "a server runs and answers at %s:%d",
                   plan->host, plan->port);
    } else if (runs) {
        doctor_add(
            report, "server", DOCTOR_WRONG, "look at what the server says on its terminal",
            "%s:%d does not answer /healthz with 200 but \"%s\"", plan->host, plan->port, line);
    } else {
        doctor_add(
            report, "server", DOCTOR_NOTE, "give serve another --port, or stop the other",
            "no server runs here, and something else listens at %s:%d", plan->host, plan->port);
    }
}

void doctor_server(const struct doctor_plan *plan, struct doctor_report *report)
{
    bool runs = server_runs(plan->data);
    int fd = connect_to(plan);
    if (fd >= 0) {
        examine_answer(plan, fd, runs, report);
        close(fd);
    } else if (runs) {
        doctor_add(report, "server", DOCTOR_NOTE, "give --port as it was given to serve",
                   "a server or a command works on %s, but nothing answers at %s:%d",
                   plan->data->root, plan->host, plan->port);
    } else {
        doctor_add(report, "server", DOCTOR_OK, "", "no server runs; port %d is free",
                   plan->port);
    }
}

static void examine_tool(const struct lab_pair *pair, struct doctor_report *report)
{
    struct manifest manifest;
    struct err err;
    if (manifest_read(report->arena, pair->tool_folder, &manifest, &err) != ERR_OK ||
        manifest_check_system_files(&manifest, &err) != ERR_OK) {
        err_prefix(&err, "tool %s", pair->tool);
        doctor_add_err(report, "tools", "put back the tool as it shipped", &err);
    }
}

static void examine_benchmark(const struct lab_pair *pair, struct doctor_report *report)
{
    struct bench *bench;
    struct err err;
    if (bench_open(&bench, pair->benchmark_folder, &err) != ERR_OK) {
        err_prefix(&err, "benchmark %s", pair->benchmark);
        doctor_add_err(report, "benchmarks", "put back the benchmark as it shipped", &err);
        return;
    }
    if (bench->bad_count > 0) {
        doctor_add(report, "benchmarks", DOCTOR_WRONG, "put back the benchmark as it shipped",
                   "benchmark %s has %zu bad rows; the first, line %zu: %s", pair->benchmark,
                   bench->bad_count, bench->bad[0].line, bench->bad[0].message);
    }
    bench_free(bench);
}

/* Pairs come sorted by tool, then benchmark. */
static bool seen_before(const struct lab_pair *pairs, size_t i, bool tool)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(tool ? pairs[k].tool : pairs[k].benchmark,
                   tool ? pairs[i].tool : pairs[i].benchmark) == 0) {
            return true;
        }
    }
    return false;
}

void doctor_offers(const struct doctor_plan *plan, struct doctor_report *report)
{
    struct lab_pair *pairs;
    struct err err;
    size_t count;
    size_t tools = 0;
    size_t benchmarks = 0;
    size_t wrong = report->wrong;
    if (lab_pairs(report->arena, plan->places, &pairs, &count, &err) != ERR_OK) {
        doctor_add_err(report, "tools", "put back the tool as it shipped", &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!seen_before(pairs, i, true)) {
            tools++;
            examine_tool(&pairs[i], report);
        }
        if (!seen_before(pairs, i, false)) {
            benchmarks++;
            examine_benchmark(&pairs[i], report);
        }
    }
    if (count == 0) {
        doctor_add(report, "tools", DOCTOR_WRONG, "build or install it again",
                   "no built-in tool with a benchmark in %s and %s", plan->places->tools,
                   plan->places->benchmarks);
    } else if (report->wrong == wrong) {
        doctor_add(report, "tools", DOCTOR_OK, "",
                   "%zu built-in tools and %zu benchmarks for them are whole", tools,
                   benchmarks);
    }
}
