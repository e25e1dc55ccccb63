/* A keeper that answers on the data folder's socket until it is told to stop.
 *
 * One thread; requests are answered one at a time, in the order they are read whole. A client
 * that sends nonsense or stalls in the middle of a message is cut off, the others go on. */
#ifndef POLICEAI_RECORD_KEEPER_SERVER_H
#define POLICEAI_RECORD_KEEPER_SERVER_H

#include "record/keeper.h"

/* Returns when `stop_fd` becomes readable or is closed by the other side. `ready_fd` (or -1)
 * gets one byte once clients can connect. Also does keep_day about once a minute. */
enum err_code keeper_serve(struct keeper *keeper, const struct datadir *dir, int stop_fd,
                           int ready_fd, struct err *err) MUST_USE;

#endif
