#include "CWitness.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static struct cwitness_page *volatile watched = NULL;
static volatile sig_atomic_t installed = 0;

void cwitness_watch(struct cwitness_page *page) { watched = page; }

int cwitness_is_installed(void) { return installed; }

static void tell(const char *text, size_t length) {
    // Nobody is left to be told that it failed.
    if (write(STDERR_FILENO, text, length) < 0) { return; }
}

/// Calls async-signal-safe functions only: signal-safety(7).
static void note(int number) {
    struct cwitness_page *page = watched;
    if (page != NULL && page->stage != 0 && page->signal == 0) {
        page->signal = (uint32_t)number;
        char line[2 * sizeof page->subject + 128];
        static const char head[] = "liaison: the program ended at a fault of its own while it worked on ";
        static const char digits[] = "0123456789abcdef";
        size_t length = sizeof head - 1;
        memcpy(line, head, length);
        uint32_t count = page->subject_length;
        if (count > sizeof page->subject) { count = sizeof page->subject; }
        for (uint32_t place = 0; place < count; place++) {
            line[length++] = digits[page->subject[place] >> 4];
            line[length++] = digits[page->subject[place] & 15];
        }
        static const char tail[] = "; it is passed over from now on\n";
        memcpy(line + length, tail, sizeof tail - 1);
        tell(line, length + sizeof tail - 1);
    }
    signal(number, SIG_DFL);
    raise(number);
}

int cwitness_install(void) {
    static const int numbers[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESETHAND | SA_NODEFER;
    for (size_t place = 0; place < sizeof numbers / sizeof numbers[0]; place++) {
        if (sigaction(numbers[place], &action, NULL) != 0) { return -1; }
    }
    installed = 1;
    return 0;
}
