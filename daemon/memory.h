#pragma once

namespace dondoc::daemon {

/// Gives back what waiting does not need: free heap, and the pages of program and libraries, which
/// stay in the kernel's cache and are mapped again when they are run. For a daemon that waits for
/// hours between two reminders. Any thread.
void give_back_memory();

}  // namespace dondoc::daemon
