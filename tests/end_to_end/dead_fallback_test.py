"""DELIVERY, promise 30: an alert that cannot be delivered makes no further alert, and an office
whose channels are all dead does not fill its disk with complaints."""

import os

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

OFFICE = "vanphong@stp.example"
COUNT = 20
NEVER = "550 5.1.1 no such user"


class DeadFallback(suite.Case):
    def office_with(self, refuse=None, on_step=None):
        sink = self.open(SmtpSink(on_step, refuse=refuse))
        office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        channel = world.mail_through(sink.port, security="plain")
        text = world.settings(channel, world.DAILY, fallback=("mail", OFFICE))
        office.take_up(text, world.units(COUNT), world.plan())
        office.start()
        return office, sink

    def alerts(self, office):
        return [each for each in office.messages() if each["recipient"] == OFFICE]

    def test_promise_30_a_refused_alert_makes_no_alert(self):
        every = {world.mailbox(number): NEVER for number in range(1, COUNT + 1)}
        office, sink = self.office_with(refuse=every | {OFFICE: NEVER})
        until("all are dead", lambda: len(office.messages("dead")) > COUNT, 40)
        until("the outbox is empty", office.nothing_waits)
        # One for each reminder or for several, and none for an alert.
        alerts = self.alerts(office)
        self.assertLessEqual(len(alerts), COUNT)
        self.assertEqual({each["state"] for each in alerts}, {"dead"})
        self.assertEqual(len(office.messages("dead")), COUNT + len(alerts))
        office.clock.move(hours=2)
        until("the jump is noticed", lambda: "clock has jumped" in office.log())
        until("the outbox is empty", office.nothing_waits)
        self.assertEqual(sink.asked.count(OFFICE), len(alerts))
        self.assertEqual(len(self.alerts(office)), len(alerts))

    def test_promise_30_a_channel_that_is_down_for_three_days(self):
        office, sink = self.office_with(on_step=lambda step: NEVER if step == "mail" else None)
        until("all are held", lambda: len(office.messages("held")) >= COUNT)
        holds = lambda: office.log().count("channel mail is held")
        for hour in range(72):
            before = holds()
            office.clock.move(minutes=61)
            until(f"held after probe {hour}", lambda: holds() > before)
        self.assertGreaterEqual(sink.steps.count("mail"), 72)
        until("all are held again", lambda: not office.messages("ready", "sending"))
        # Told once a day at the most; the log has a few lines a probe.
        self.assertLessEqual(len(self.alerts(office)), 4)
        size = os.path.getsize(office.path("log.1"))
        suite.measured(30, f"{size >> 10} KiB of log in three days of trouble")
        self.assertLess(size, 256 << 10)
        office.stop()


if __name__ == "__main__":
    suite.main()
