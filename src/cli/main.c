/* The program's front door: finds the command by the longest run of words, reads its options,
 * runs it, and turns an error into one line on stderr and an exit status. */
#include "cli/command.h"

#include "base/str.h"
#include "base/utf8.h"
#include "crypto/random.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many of argv's words the command's name takes, 0 when they differ. */
static int words_of_name(const struct command *command, int argc, char **argv)
{
    struct str rest = str_of(command->name);
    struct str word;
    int taken = 0;
    while (str_split(&rest, ' ', &word)) {
        if (taken >= argc || !str_is(word, argv[taken])) {
            return 0;
        }
        taken++;
    }
    return taken;
}

static const struct command *find_command(int argc, char **argv, int *taken)
{
    const struct command *best = NULL;
    *taken = 0;
    for (size_t i = 0; i < command_table_count; i++) {
        int words = words_of_name(command_table[i], argc, argv);
        if (words > *taken) {
            best = command_table[i];
            *taken = words;
        }
    }
    return best;
}

static void print_commands(FILE *out)
{
    fprintf(out,
            "policeai %s: test AI tools for policing, publish what is found\n\n"
            "usage: policeai COMMAND [options]\n\n",
            PAI_VERSION);
    for (size_t i = 0; i < command_table_count; i++) {
        fprintf(out, "  %-18s %s\n", command_table[i]->name, command_table[i]->summary);
    }
    fprintf(out, "\npoliceai COMMAND --help tells the rest\n");
}

/* The commands whose name begins with `word`; false when there is none. */
static bool print_family(FILE *out, const char *word)
{
    struct str start = str_of(word);
    bool any = false;
    for (size_t i = 0; i < command_table_count; i++) {
        struct str name = str_of(command_table[i]->name);
        if (str_starts(name, start) && name.n > start.n && name.p[start.n] == ' ') {
            fprintf(out, "  %-18s %s\n", command_table[i]->name, command_table[i]->summary);
            any = true;
        }
    }
    return any;
}

static void print_help(const struct command *command)
{
    printf("usage: policeai %s%s%s\n\n%s\n", command->name, command->synopsis[0] ? " " : "",
           command->synopsis, command->help);
    if (command->options != NULL) {
        struct strbuf text;
        strbuf_init(&text, 65536);
        opt_help(&text, command->options);
        printf("\noptions:\n%s", text.p);
        strbuf_release(&text);
    }
}

static void print_error(const struct err *err)
{
    struct strbuf line;
    strbuf_init(&line, 8192);
    utf8_visible(&line, str_of(err->message), false);
    fprintf(stderr, "policeai: %s\n", line.p);
    if (err->hint[0] != '\0') {
        strbuf_clear(&line);
        utf8_visible(&line, str_of(err->hint), false);
        fprintf(stderr, "policeai: hint: %s\n", line.p);
    }
    strbuf_release(&line);
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

static enum err_code run_command(const struct command *command, int argc, char **argv,
                                 int *status, struct err *err)
{
    static const struct opt none[] = {{.name = NULL}};
    struct command_call call = {.arena = arena_new()};
    void *values = arena_zalloc(call.arena, command->options_size + 1);
    const char **words = arena_zalloc(call.arena, ((size_t)argc + 1) * sizeof *words);
    enum err_code code = ERR_OK;
    if (command->defaults != NULL) {
        memcpy(values, command->defaults, command->options_size);
    }
    TRY_OUT(opt_parse(command->options != NULL ? command->options : none, values, argc, argv,
                      words, &call.count, err));
    if (call.count < command->words_min || call.count > command->words_max) {
        code =
            err_set(err, ERR_USAGE, "usage: policeai %s %s", command->name, command->synopsis);
        goto out;
    }
    call.options = values;
    call.words = words;
    code = command->run(&call, err);
    *status = call.status;
out:
    arena_free(call.arena);
    return code;
}

/* No command was named: the list, on standard output when it was asked for. */
static int print_instead(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return 0;
    }
    bool asked = wants_help(argc - 1, argv + 1);
    if (print_family(asked ? stdout : stderr, argv[1])) {
        if (!asked) {
            fprintf(stderr, "policeai: \"%s\" needs one of these words\n", argv[1]);
        }
        return asked ? 0 : err_exit_status(ERR_USAGE);
    }
    struct err err;
    err_set(&err, ERR_USAGE, "unknown command \"%s\"", argv[1]);
    err_hint(&err, "policeai --help lists the commands");
    print_error(&err);
    return err_exit_status(ERR_USAGE);
}

int main(int argc, char **argv)
{
    crypto_start();
    signal(SIGPIPE, SIG_IGN);
    int taken;
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        argv[1] += strlen("--"); /* what every program answers to */
    }
    const struct command *command = find_command(argc - 1, argv + 1, &taken);
    if (taken == 0) {
        return print_instead(argc, argv);
    }
    argc -= 1 + taken;
    argv += 1 + taken;
    if (wants_help(argc, argv)) {
        print_help(command);
        return 0;
    }
    int status = 0;
    struct err err = {0};
    enum err_code code = run_command(command, argc, argv, &status, &err);
    if (code != ERR_OK) {
        print_error(&err);
        status = status != 0 ? status : err_exit_status(code);
    }
    if (fflush(stdout) != 0) {
        fprintf(stderr, "policeai: cannot write to standard output\n");
        status = err_exit_status(ERR_IO);
    }
    return status;
}
