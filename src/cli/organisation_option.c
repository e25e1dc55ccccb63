/* See organisation_option.h. */
#include "cli/organisation_option.h"

#include "base/clock.h"
#include "cli/data_option.h"
#include "record/keeper_client.h"

#include <stdio.h>

enum err_code organisation_submit(struct arena *arena, const char *data, const char *type,
                                  const char *subject, struct str body, struct err *err)
{
    struct datadir dir;
    struct keeper_client *client;
    struct keeper_ticket ticket;
    char due[TIME_SIZE];
    TRY(data_option(arena, data, &dir, err));
    TRY(data_option_there(&dir, err));
    TRY(keeper_client_open(&client, &dir, err));
    enum err_code code = keeper_submit(client, arena, type, subject, body, &ticket, err);
    keeper_client_close(client);
    TRY(code);
    time_format(due, ticket.due);
    printf("waits in the outbox as number %lld until %s\n", (long long)ticket.number, due);
    return ERR_OK;
}
