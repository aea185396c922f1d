"""What dondoc.service must say at least. How well that protects is systemd-analyze's to judge
(scripts/verify-unit), and whether systemd has taken it the boot tests'."""

import collections
import os
import re

import suite
from office import SOURCE

UNIT = os.path.join(SOURCE, "systemd", "dondoc.service.in")

# Each line of the unit; deleting one is a decision to be made here too.
LINES = collections.Counter(
    """Description Wants After StartLimitIntervalSec StartLimitBurst
    Type NotifyAccess ExecStart ExecReload WatchdogSec TimeoutStopSec
    Restart RestartSec RestartPreventExitStatus
    User Group UMask StateDirectory StateDirectoryMode ConfigurationDirectory LoadCredential
    SyslogIdentifier
    ProtectSystem ProtectHome PrivateTmp PrivateMounts PrivateDevices DevicePolicy ProtectProc
    ProcSubset ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups
    ProtectClock ProtectHostname NoNewPrivileges CapabilityBoundingSet AmbientCapabilities
    PrivateUsers RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality
    MemoryDenyWriteExecute RemoveIPC KeyringMode SystemCallArchitectures SystemCallFilter
    SystemCallFilter SystemCallErrorNumber RestrictAddressFamilies IPAddressDeny LimitNOFILE
    LimitCORE TasksMax MemoryMax
    WantedBy""".split()
)
SECONDS = {"ms": 0.001, "s": 1, "min": 60}


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(ms|s|min)", text).groups()
    return int(number) * SECONDS[unit]


class Unit(suite.Case):
    def setUp(self):
        with open(UNIT, encoding="utf-8") as file:
            self.lines = re.findall(r"(?m)^(\w+)=(.*)$", file.read())

    def test_every_line_is_there(self):
        there = collections.Counter(name for name, _ in self.lines)
        self.assertEqual(LINES - there, collections.Counter(), "missing")
        self.assertEqual(there - LINES, collections.Counter(), "not known to this test")

    def test_it_starts_again_soon_and_does_not_give_up_soon(self):
        says = dict(self.lines)
        self.assertEqual(says["Restart"], "on-failure")
        pause = seconds(says["RestartSec"])
        self.assertLess(pause, 0.5)
        self.assertGreater(pause * int(says["StartLimitBurst"]), 30)
        self.assertGreater(seconds(says["StartLimitIntervalSec"]), 60)


suite.main()
