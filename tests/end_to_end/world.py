"""Small offices to test with: the text of their settings, units and plans."""

NUMBER = "1/KH-TEST"

MAIL = """
[channels.mail]
type = "email"
host = "127.0.0.1"
from = "Văn phòng Sở Tư pháp <don-doc@stp.example>"
"""

MAILDIR = """
[channels.folder]
type = "maildir"
path = "mail"
from = "Văn phòng Sở Tư pháp <don-doc@stp.example>"
"""

# The office's folder has the secret; the servers of tests are on this machine.
WEBHOOK = """
[channels.mail]
type = "webhook"
secret_file = "secret"
allow_networks = ["127.0.0.0/8"]
"""

# Due on Friday 14/6/2024: told the day before, on the day, and every day that it is late.
DAILY = """
[[rule]]
name = "hằng ngày"
at   = "08:00"
  [[rule.step]]
  when = "-1d"
  to   = ["lead"]
  [[rule.step]]
  when = "0d"
  to   = ["lead"]
  [[rule.step]]
  when   = "+1d"
  to     = ["lead"]
  repeat = "1d"
"""


def settings(channels, rules=DAILY, fallback=None):
    text = """
[daemon]
database = "dondoc.db"
timezone = "Asia/Ho_Chi_Minh"
language = "vi"
[calendar]
hours = "07:30-17:00"
"""
    if fallback is not None:
        channel, address = fallback
        text += f'[fallback]\nchannel = "{channel}"\naddress = "{address}"\n'
    return text + channels + rules


def mail_through(port, name="mail", **more):
    """An email channel; more settings as they stand in the file: security="plain"."""
    lines = "".join(f'{key} = "{value}"\n' for key, value in more.items() if isinstance(value, str))
    lines += "".join(f"{key} = {value}\n" for key, value in more.items() if isinstance(value, int))
    return MAIL.replace(".mail]", f".{name}]") + f"port = {port}\n" + lines


def unit_id(number):
    return f"don-vi-{number:03}"


def mailbox(number):
    return f"{unit_id(number)}@stp.example"


def units(count, channel="mail", address=mailbox):
    """don-vi-001 … with an office address each, and the group tat-ca of them all. `channel` may be
    a function of the number too."""
    text = ""
    for number in range(1, count + 1):
        text += f"""
[[unit]]
id   = "{unit_id(number)}"
name = "Đơn vị số {number:03}"
  [[unit.contact]]
  role    = "office"
  channel = "{channel(number) if callable(channel) else channel}"
  address = "{address(number)}"
"""
    members = ", ".join(f'"{unit_id(number)}"' for number in range(1, count + 1))
    return text + f'\n[[unit]]\nid = "tat-ca"\nname = "Tất cả đơn vị"\nmembers = [{members}]\n'


def plan(lead="tat-ca", due="2024-06-14", title="Báo cáo công tác tư pháp", number=NUMBER):
    """One task, due by the end of a day."""
    return f"""
[plan]
number = "{number}"
title  = "Kế hoạch thử nghiệm"
issuer = "Sở Tư pháp"
issued = 2024-01-02
valid  = {{ from = 2024-01-01, until = 2024-12-31 }}

[[task]]
table   = "1"
no      = "1"
title   = "{title}"
lead    = ["{lead}"]
timings = [{{ kind = "once", due = {due}, bound = "by" }}]
product = "Báo cáo"
"""
