#ifndef CWITNESS_H
#define CWITNESS_H

#include <stdint.h>

/// What a process is at, in a page of a file that outlives it: written before work on one change or record, cleared after.
/// A trap adds its signal; a kill or a power cut does not, for then nobody knows what they hit.
struct cwitness_page {
    char magic[16];
    /// 0 while nothing is under way.
    volatile uint32_t stage;
    /// The signal that ended the process here; 0 for none.
    volatile uint32_t signal;
    uint32_t subject_length;
    uint32_t reserved;
    uint8_t subject[512];
};

/// Names the page of the store that this process works on; NULL for none.
void cwitness_watch(struct cwitness_page *page);

/// Lets signals that end a process at a fault (SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT) be noted in the page, with a
/// line on standard error, and then end it as they would have. Returns 0, or -1 where the system refuses.
int cwitness_install(void);

/// Whether the handlers are installed.
int cwitness_is_installed(void);

#endif
