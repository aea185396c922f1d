"""A webhook carries the same facts: signed, with one id through every try, and nothing stale."""

import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from waiting import until

def take_up(office, receiver, count, channel=world.WEBHOOK):
    office.write("secret", SECRET, 0o600)
    units = world.units(count, address=lambda number: receiver.url(world.unit_id(number)))
    office.take_up(world.settings(channel), units, world.plan())


class Webhook(suite.Case):
    def setUp(self):
        self.receiver = self.open(HttpReceiver())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:59:58")))

    def test_signed_and_told_once(self):
        take_up(self.office, self.receiver, 2)
        self.office.start()
        until("both are told", lambda: len(self.receiver.deliveries) >= 2)
        until("the outbox is empty", self.office.nothing_waits)
        for number in (1, 2):
            with self.subTest(number):
                (delivery,) = self.receiver.to(world.unit_id(number))
                self.has_the_facts(delivery, number)
        self.office.stop()

    def has_the_facts(self, delivery, number):
        self.assertTrue(delivery.signed)
        self.assertRegex(delivery.id, "^msg_[0-9A-Z]{26}$")
        self.assertLess(abs(delivery.timestamp - self.office.clock.now().timestamp()), 30)
        self.assertEqual(delivery.headers["content-type"], "application/json")
        self.assertEqual(delivery.body["type"], "reminder.due")
        self.assertEqual(delivery.body["data"]["recipient"], world.unit_id(number))
        (reminder,) = delivery.body["data"]["reminders"]
        facts = {"plan": world.NUMBER, "task": "1.1", "period": "once", "due": "2024-06-14"}
        facts |= {"bound": "by", "last_good_day": "2024-06-14", "step": "-1d", "turn": 0}
        facts |= {"title": "Báo cáo công tác tư pháp", "state": "open"}
        self.assertEqual({key: reminder[key] for key in facts}, facts)

    def test_one_id_through_a_retry(self):
        self.receiver.answers = [500, 503]
        take_up(self.office, self.receiver, 1)
        self.office.start()
        until("the first try", lambda: len(self.receiver.deliveries) == 1)
        until("it waits", lambda: self.office.messages("ready"))
        self.office.clock.move(minutes=1)
        until("the second try", lambda: len(self.receiver.deliveries) == 2)
        until("it waits", lambda: self.office.messages("ready"))
        self.office.clock.move(minutes=10)
        until("the third try", lambda: len(self.receiver.deliveries) == 3)
        until("it is accepted", lambda: self.office.messages("accepted"))
        tries = self.receiver.deliveries
        self.assertEqual(len({each.id for each in tries}), 1)
        self.assertEqual(len({each.timestamp for each in tries}), 3)
        self.assertTrue(all(each.signed for each in tries))
        self.assertEqual({len(each.body["data"]["reminders"]) for each in tries}, {1})

    def test_promise_10_nothing_stale_between_two_tries(self):
        # Ladders 8: handed in while the message waits for its second try.
        self.receiver.answers = [500]
        take_up(self.office, self.receiver, 1)
        self.office.start()
        until("the first try", lambda: len(self.receiver.deliveries) == 1)
        until("it waits", lambda: self.office.messages("ready"))
        self.office.dondoc("submit", "1.1")
        self.office.clock.move(minutes=1)
        until("it is withdrawn", lambda: self.office.messages("withdrawn"))
        self.assertEqual(len(self.receiver.deliveries), 1)

    def test_nothing_after_submit(self):
        take_up(self.office, self.receiver, 2)
        self.office.dondoc("submit", f"1.1:once:{world.unit_id(1)}")
        self.office.start()
        until("the other is told", lambda: self.receiver.to(world.unit_id(2)))
        self.office.clock.set("2024-06-14 08:00:00")
        until("the other is told again", lambda: len(self.receiver.to(world.unit_id(2))) == 2)
        until("the outbox is empty", self.office.nothing_waits)
        self.assertEqual(self.receiver.to(world.unit_id(1)), [])


if __name__ == "__main__":
    suite.main()
