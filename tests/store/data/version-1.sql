PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL);
INSERT INTO meta VALUES('epoch','1');
CREATE TABLE unit (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO unit VALUES('van-phong',1,'Văn phòng Sở',NULL);
INSERT INTO unit VALUES('bttp',2,'Phòng Bổ trợ tư pháp',NULL);
CREATE TABLE unit_alias (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (unit, place));
CREATE TABLE unit_member (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    member TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (unit, place));
CREATE TABLE contact (
    unit TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (unit, place));
INSERT INTO contact VALUES('van-phong',0,'office','folder','vanphong@stp.example');
INSERT INTO contact VALUES('bttp',0,'office','folder','bttp@stp.example');
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued TEXT,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    supersedes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
    imported_ms INTEGER NOT NULL,
    include_past INTEGER NOT NULL);
INSERT INTO "plan" VALUES(1,'56/KH-STP','Kế hoạch thử nghiệm','Sở Tư pháp','2024-01-02','2024-01-01','2024-12-31','[]','active',1714615200212,0);
CREATE TABLE task (
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    task_key TEXT NOT NULL,
    place INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    table_key TEXT NOT NULL,
    row_no TEXT NOT NULL,
    title TEXT NOT NULL,
    timing_text TEXT NOT NULL,
    timings TEXT NOT NULL,
    lead TEXT NOT NULL,
    support TEXT NOT NULL,
    product TEXT NOT NULL,
    note TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (plan_id, task_key));
INSERT INTO task VALUES(1,'1.1',0,0,'1','1','Báo cáo công tác tư pháp','','[{"kind":"once","start":null,"due":"2024-06-14","bound":"by"}]','[{"name":"van-phong","unit":"van-phong"},{"name":"bttp","unit":"bttp"}]','[]','Báo cáo','','[]');
INSERT INTO task VALUES(1,'1.2',1,0,'1','2','Trả lời phản ánh, kiến nghị','trong 10 ngày kể từ ngày nhận','[{"kind":"after_event","days":10,"unit":"calendar","event":"kể từ ngày nhận"}]','[{"name":"van-phong","unit":"van-phong"}]','[]','','','[]');
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL,
    task_key TEXT NOT NULL,
    on_day TEXT NOT NULL,
    ref TEXT NOT NULL,
    due_day TEXT,
    due_minute INTEGER,
    due_bound TEXT,
    FOREIGN KEY (plan_id, task_key) REFERENCES task (plan_id, task_key) ON UPDATE CASCADE);
INSERT INTO event VALUES(1,1,'1.2','2024-05-02','PAKN-102',NULL,NULL,NULL);
CREATE TABLE obligation (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL,
    task_key TEXT NOT NULL,
    period TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    every TEXT,
    due_day TEXT NOT NULL,
    due_minute INTEGER,
    due_bound TEXT NOT NULL CHECK (due_bound IN ('before', 'by')),
    last_good_day TEXT NOT NULL,
    deadline_ms INTEGER NOT NULL,
    data_from TEXT,
    data_to TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'waived', 'cancelled', 'past')),
    closed_ms INTEGER,
    was_due_day TEXT,
    was_due_minute INTEGER,
    was_due_bound TEXT,
    was_last_good_day TEXT,
    was_deadline_ms INTEGER,
    next_ms INTEGER,
    UNIQUE (plan_id, task_key, period, unit),
    FOREIGN KEY (plan_id, task_key) REFERENCES task (plan_id, task_key) ON UPDATE CASCADE);
INSERT INTO obligation VALUES(1,1,'1.1','once','bttp','once',NULL,'2024-06-14',NULL,'by','2024-06-14',1718384400000,NULL,NULL,'waived',1718242204232,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO obligation VALUES(2,1,'1.1','once','van-phong','once',NULL,'2024-06-14',NULL,'by','2024-06-14',1718384400000,NULL,NULL,'open',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO obligation VALUES(3,1,'1.2','2024-05-02','van-phong','after_event',NULL,'2024-06-20',NULL,'by','2024-06-20',1718902800000,NULL,NULL,'open',NULL,'2024-05-12',NULL,'by','2024-05-12',1715533200000,1718758800000);
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('reminders', 'alert')),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'ready', 'sending', 'accepted', 'uncertain', 'dead',
                                         'withdrawn', 'expired')),
    created_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL,
    useful_until_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    uncertain INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    claimed_ms INTEGER,
    alert TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    last_detail TEXT NOT NULL DEFAULT '',
    frozen TEXT);
INSERT INTO message VALUES('01J07KEJHWPVHK2E9G598N6B0C','reminders','folder','bttp@stp.example','accepted',1718242200124,1718242200296,1718674200124,1,0,1,1718242200235,'','[Đôn đốc] Còn 1 ngày: Báo cáo công tác tư pháp (hết ngày 14/6)','written',replace(replace('From: =?UTF-8?B?VsSDbiBwaMOybmcgU+G7nyBUxrAgcGjDoXA=?= <don-doc@stp.example>\r\012To: bttp@stp.example\r\012Subject: =?UTF-8?B?W8SQw7RuIMSR4buRY10gQ8OybiAxIG5nw6B5OiBCw6FvIGPDoW8gY8O0bmcg?=\r\012 =?UTF-8?B?dMOhYyB0xrAgcGjDoXAgKGjhur90IG5nw6B5IDE0LzYp?=\r\012Date: Thu, 13 Jun 2024 08:30:00 +0700\r\012Message-Id: <01J07KEJHWPVHK2E9G598N6B0C.m@stp.example>\r\012In-Reply-To: <obl-d1065a86c1d8ef9b.t@stp.example>\r\012References: <obl-d1065a86c1d8ef9b.t@stp.example>\r\012Auto-Submitted: auto-generated\r\012X-Auto-Response-Suppress: OOF, AutoReply\r\012Content-Language: vi\r\012X-Dondoc-Message: 01J07KEJHWPVHK2E9G598N6B0C\r\012MIME-Version: 1.0\r\012Content-Type: multipart/mixed; boundary="=_mixed.01J07KEJHWPVHK2E9G598N6B0C"\r\012\r\012--=_mixed.01J07KEJHWPVHK2E9G598N6B0C\r\012Content-Type: multipart/alternative;\r\012	boundary="=_alternative.01J07KEJHWPVHK2E9G598N6B0C"\r\012\r\012--=_alternative.01J07KEJHWPVHK2E9G598N6B0C\r\012Content-Type: text/plain; charset=utf-8\r\012Content-Transfer-Encoding: base64\r\012\r\012S8OtbmggZ+G7rWk6IFBow7JuZyBC4buVIHRy4bujIHTGsCBwaMOhcA0KDQpDw7JuIDEgbmfDoHkg\r\012buG7r2EgxJHhur9uIGjhuqFuIG5oaeG7h20gduG7pSBkbyDEkcahbiB24buLIGNo4bunIHRyw6w6\r\012DQoNCiAgIELDoW8gY8OhbyBjw7RuZyB0w6FjIHTGsCBwaMOhcA0KICAgVGjhu51pIGjhuqFuOiAg\r\012Y2jhuq1tIG5o4bqldCBo4bq/dCB0aOG7qSBTw6F1LCBuZ8OgeSAxNC82LzIwMjQNCiAgIEvhur90\r\012IHF14bqjOiAgIELDoW8gY8Ohbw0KICAgQ8SDbiBj4bupOiAgICBL4bq/IGhv4bqhY2ggc+G7kSA1\r\012Ni9LSC1TVFAgbmfDoHkgMi8xLzIwMjQsIG3hu6VjIDEsIHZp4buHYyBz4buRIDENCiAgIE3DoyB2\r\012aeG7h2M6ICAgNTYvS0gtU1RQOjEuMTpvbmNlOmJ0dHANCg0KxJDDoyBob8OgbiB0aMOgbmgsIHhp\r\012biB0cuG6oyBs4budaSB0aMawIG7DoHkgKGdoaSBtw6Mgdmnhu4djKSDEkeG7gyBWxINuIHBow7Ju\r\012ZyBnaGkgbmjhuq1uLg0KQ+G6p24gdGjDqm0gdGjhu51pIGdpYW4sIHhpbiB0cuG6oyBs4budaSB0\r\012aMawIG7DoHksIG7DqnUgbMO9IGRvIHbDoCBuZ8OgeSDEkeG7gSBuZ2jhu4suDQoNClRp4bq/cCB0\r\012aGVvOiBu4bq/dSBjaMawYSBjw7MgeMOhYyBuaOG6rW4sIHThu6sgbmfDoHkgMTUvNiBuaGnhu4dt\r\012IHbhu6UgxJHGsOG7o2MgZ2hpIG5o4bqtbiBsw6AgcXXDoQ0KaOG6oW4uDQoNClRoxrAgbsOgeSBn\r\0124butaSB04bubaSDEkeG6p3UgbeG7kWkgY+G7p2EgUGjDsm5nIELhu5UgdHLhu6MgdMawIHBow6Fw\r\012IHRoZW8gcXV5IHThuq9jIMKraOG6sW5nIG5nw6B5wrsNCih2aeG7h2MgNTYvS0gtU1RQOjEuMTpv\r\012bmNlOmJ0dHApLiBN4buNaSB0cmFvIMSR4buVaSB4aW4gdHLhuqMgbOG7nWkgdGjGsCBuw6B5Lg0K\r\012\r\012--=_alternative.01J07KEJHWPVHK2E9G598N6B0C\r\012Content-Type: text/html; charset=utf-8\r\012Content-Transfer-Encoding: quoted-printable\r\012\r\012<!DOCTYPE html>\r\012<html lang=3D"vi">\r\012<head>\r\012<meta charset=3D"utf-8">\r\012<meta name=3D"viewport" content=3D"width=3Ddevice-width, initial-scale=3D1"=\r\012>\r\012<meta name=3D"color-scheme" content=3D"light">\r\012<title>[=C4=90=C3=B4n =C4=91=E1=BB=91c] C=C3=B2n 1 ng=C3=A0y: B=C3=A1o c=C3=\r\012=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p (h=E1=BA=BFt ng=C3=A0y 14/6)</tit=\r\012le>\r\012</head>\r\012<body style=3D"margin:0;padding:0;background-color:#f1f3f5">\r\012<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\012=3D"0" border=3D"0" style=3D"background-color:#f1f3f5">\r\012<tr><td align=3D"center" style=3D"padding:12px 8px">\r\012<!--[if mso]><table role=3D"presentation" width=3D"640" cellpadding=3D"0" c=\r\012ellspacing=3D"0" border=3D"0"><tr><td><![endif]-->\r\012<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\012=3D"0" border=3D"0" style=3D"max-width:640px;background-color:#ffffff;font-=\r\012family:Arial,''Helvetica Neue'',Helvetica,sans-serif;font-size:16px;line-heig=\r\012ht:1.5;color:#1f2933">\r\012<tr><td style=3D"padding:18px 16px 0 16px">\r\012<p style=3D"margin:0 0 12px 0">K=C3=ADnh g=E1=BB=ADi: <strong>Ph=C3=B2ng B=\r\012=E1=BB=95 tr=E1=BB=A3 t=C6=B0 ph=C3=A1p</strong></p>\r\012<p style=3D"margin:0 0 4px 0">C=C3=B2n 1 ng=C3=A0y n=E1=BB=AFa =C4=91=E1=BA=\r\012=BFn h=E1=BA=A1n nhi=E1=BB=87m v=E1=BB=A5 do =C4=91=C6=A1n v=E1=BB=8B ch=E1=\r\012=BB=A7 tr=C3=AC:</p>\r\012</td></tr>\r\012<tr><td style=3D"padding:10px 16px 6px 16px">\r\012<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\012=3D"0" border=3D"0" style=3D"border:1px solid #cbd2d9;border-left:5px solid=\r\012 #0b5394">\r\012<tr><td style=3D"padding:12px 14px 0 14px">\r\012<p style=3D"margin:0;font-size:14px;font-weight:bold;color:#0b5394">C=C3=B2=\r\012n 1 ng=C3=A0y (h=E1=BA=BFt ng=C3=A0y 14/6)</p>\r\012<p style=3D"margin:2px 0 6px 0;font-size:17px;line-height:1.4;font-weight:b=\r\012old">B=C3=A1o c=C3=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p</p>\r\012</td></tr>\r\012<tr><td style=3D"padding:0 14px 10px 14px">\r\012<table width=3D"100%" cellpadding=3D"0" cellspacing=3D"0" border=3D"0" styl=\r\012e=3D"font-size:15px;line-height:1.45">\r\012<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\012width:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">Th=E1=\r\012=BB=9Di h=E1=BA=A1n</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\012k:break-word;font-weight:bold">ch=E1=BA=ADm nh=E1=BA=A5t h=E1=BA=BFt th=E1=\r\012=BB=A9 S=C3=A1u, ng=C3=A0y 14/6/2024</td></tr>\r\012\r\012\r\012<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\012width:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">K=E1=\r\012=BA=BFt qu=E1=BA=A3</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\012k:break-word">B=C3=A1o c=C3=A1o</td></tr>\r\012\r\012\r\012<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\012width:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">C=C4=\r\012=83n c=E1=BB=A9</th><td valign=3D"top" style=3D"padding:5px 0;word-break:br=\r\012eak-word">K=E1=BA=BF ho=E1=BA=A1ch s=E1=BB=91 56/KH-STP ng=C3=A0y 2/1/2024,=\r\012 m=E1=BB=A5c 1, vi=E1=BB=87c s=E1=BB=91 1</td></tr>\r\012<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\012width:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">M=C3=\r\012=A3 vi=E1=BB=87c</th><td valign=3D"top" style=3D"padding:5px 0;word-break:b=\r\012reak-word">56/KH-STP:1.1:once:bttp</td></tr>\r\012\r\012\r\012\r\012</table>\r\012\r\012</td></tr>\r\012</table>\r\012</td></tr>\r\012<tr><td style=3D"padding:10px 16px 4px 16px">\r\012\r\012\r\012<p style=3D"margin:0 0 8px 0"><strong>=C4=90=C3=A3 ho=C3=A0n th=C3=A0nh</st=\r\012rong>, xin tr=E1=BA=A3 l=E1=BB=9Di th=C6=B0 n=C3=A0y (ghi m=C3=A3 vi=E1=BB=\r\012=87c) =C4=91=E1=BB=83 V=C4=83n ph=C3=B2ng ghi nh=E1=BA=ADn.</p>\r\012<p style=3D"margin:0 0 8px 0"><strong>C=E1=BA=A7n th=C3=AAm th=E1=BB=9Di gi=\r\012an</strong>, xin tr=E1=BA=A3 l=E1=BB=9Di th=C6=B0 n=C3=A0y, n=C3=AAu l=C3=\r\012=BD do v=C3=A0 ng=C3=A0y =C4=91=E1=BB=81 ngh=E1=BB=8B.</p>\r\012<p style=3D"margin:0 0 8px 0"><strong>Ti=E1=BA=BFp theo:</strong> n=E1=BA=\r\012=BFu ch=C6=B0a c=C3=B3 x=C3=A1c nh=E1=BA=ADn, t=E1=BB=AB ng=C3=A0y 15/6 nhi=\r\012=E1=BB=87m v=E1=BB=A5 =C4=91=C6=B0=E1=BB=A3c ghi nh=E1=BA=ADn l=C3=A0 qu=C3=\r\012=A1 h=E1=BA=A1n.</p>\r\012</td></tr>\r\012<tr><td style=3D"padding:8px 16px 18px 16px">\r\012<p style=3D"margin:0;padding:10px 0 0 0;border-top:1px solid #cbd2d9;font-s=\r\012ize:13px;line-height:1.5;color:#52606d;word-break:break-word">Th=C6=B0 n=C3=\r\012=A0y g=E1=BB=ADi t=E1=BB=9Bi =C4=91=E1=BA=A7u m=E1=BB=91i c=E1=BB=A7a Ph=C3=\r\012=B2ng B=E1=BB=95 tr=E1=BB=A3 t=C6=B0 ph=C3=A1p theo quy t=E1=BA=AFc =C2=ABh=\r\012=E1=BA=B1ng ng=C3=A0y=C2=BB (vi=E1=BB=87c 56/KH-STP:1.1:once:bttp). M=E1=BB=\r\012=8Di trao =C4=91=E1=BB=95i xin tr=E1=BA=A3 l=E1=BB=9Di th=C6=B0 n=C3=A0y.</=\r\012p>\r\012</td></tr>\r\012</table>\r\012<!--[if mso]></td></tr></table><![endif]-->\r\012</td></tr>\r\012</table>\r\012</body>\r\012</html>\r\012\r\012--=_alternative.01J07KEJHWPVHK2E9G598N6B0C--\r\012\r\012--=_mixed.01J07KEJHWPVHK2E9G598N6B0C\r\012Content-Type: text/calendar; charset=utf-8; method=PUBLISH; name=thoi-han.ics\r\012Content-Transfer-Encoding: quoted-printable\r\012Content-Disposition: attachment; filename=thoi-han.ics\r\012\r\012BEGIN:VCALENDAR\r\012VERSION:2.0\r\012PRODID:-//dondoc//dondoc//VI\r\012METHOD:PUBLISH\r\012BEGIN:VEVENT\r\012UID:obl-d1065a86c1d8ef9b.t@stp.example\r\012DTSTAMP:20240613T013000Z\r\012DTSTART;VALUE=3DDATE:20240614\r\012DTEND;VALUE=3DDATE:20240615\r\012SUMMARY:H=E1=BA=A1n: B=C3=A1o c=C3=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p\r\012DESCRIPTION:B=C3=A1o c=C3=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p\nB=C3=A1=\r\012o c=C3=A1o\n56/KH-STP:1.1:once:\r\012 bttp\r\012ORGANIZER:mailto:don-doc@stp.example\r\012SEQUENCE:0\r\012TRANSP:TRANSPARENT\r\012END:VEVENT\r\012END:VCALENDAR\r\012\r\012--=_mixed.01J07KEJHWPVHK2E9G598N6B0C--\r\012','\r',char(13)),'\012',char(10)));
INSERT INTO message VALUES('01J07KEJHWGV3GX8SBKJJD02GS','reminders','folder','vanphong@stp.example','accepted',1718242200124,1718242200200,1718674200124,1,0,1,1718242200159,'','[Đôn đốc] Văn phòng Sở: 1 việc sắp đến hạn, 1 việc chưa có nơi nhận','written',replace(replace('From: =?UTF-8?B?VsSDbiBwaMOybmcgU+G7nyBUxrAgcGjDoXA=?= <don-doc@stp.example>\r\nTo: vanphong@stp.example\r\nSubject: =?UTF-8?B?W8SQw7RuIMSR4buRY10gVsSDbiBwaMOybmcgU+G7nzogMSB2aeG7h2Mg?=\r\n =?UTF-8?B?c+G6r3AgxJHhur9uIGjhuqFuLCAxIHZp4buHYyBjaMawYSBjw7MgbsahaSBu?=\r\n =?UTF-8?B?aOG6rW4=?=\r\nDate: Thu, 13 Jun 2024 08:30:00 +0700\r\nMessage-Id: <01J07KEJHWGV3GX8SBKJJD02GS.m@stp.example>\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\nContent-Language: vi\r\nX-Dondoc-Message: 01J07KEJHWGV3GX8SBKJJD02GS\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n	boundary="=_alternative.01J07KEJHWGV3GX8SBKJJD02GS"\r\n\r\n--=_alternative.01J07KEJHWGV3GX8SBKJJD02GS\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nS8OtbmggZ+G7rWk6IFbEg24gcGjDsm5nIFPhu58NCg0KVMOtbmggxJHhur9uIDggZ2nhu50gMzAg\r\nbmfDoHkgMTMvNi8yMDI0OiAxIHZp4buHYyBz4bqvcCDEkeG6v24gaOG6oW4sIDEgdmnhu4djIGNo\r\nxrBhIGPDsyBuxqFpIG5o4bqtbi4NCg0KMS4gQ8OybiAxIG5nw6B5OiBCw6FvIGPDoW8gY8O0bmcg\r\ndMOhYyB0xrAgcGjDoXANCiAgIFRo4budaSBo4bqhbjogICAgICAgIGNo4bqtbSBuaOG6pXQgaOG6\r\nv3QgdGjhu6kgU8OhdSwgbmfDoHkgMTQvNi8yMDI0DQogICBL4bq/dCBxdeG6ozogICAgICAgICBC\r\nw6FvIGPDoW8NCiAgIMSQxqFuIHbhu4sgY2jhu6cgdHLDrDogIFBow7JuZyBC4buVIHRy4bujIHTG\r\nsCBwaMOhcA0KICAgQ8SDbiBj4bupOiAgICAgICAgICBL4bq/IGhv4bqhY2ggc+G7kSA1Ni9LSC1T\r\nVFAgbmfDoHkgMi8xLzIwMjQsIG3hu6VjIDEsIHZp4buHYyBz4buRIDENCiAgIE3DoyB2aeG7h2M6\r\nICAgICAgICAgNTYvS0gtU1RQOjEuMTpvbmNlOmJ0dHANCiAgIMSQ4buTbmcgZ+G7rWk6ICAgICAg\r\nICBQaMOybmcgQuG7lSB0cuG7oyB0xrAgcGjDoXANCiAgIFRp4bq/cCB0aGVvOiAgICAgICBu4bq/\r\ndSBjaMawYSBjw7MgeMOhYyBuaOG6rW4sIHThu6sgbmfDoHkgMTUvNiBuaGnhu4dtIHbhu6UgxJHG\r\nsOG7o2MgZ2hpIG5o4bqtbg0KICAgICAgICAgICAgICAgICAgICBsw6AgcXXDoSBo4bqhbi4NCiAg\r\nIEtow7RuZyB0w6xtIMSRxrDhu6NjIMSR4bqndSBt4buRaSBuaOG6rW4gY2hvIMKrbGVhZC5oZWFk\r\nwrsgdHJvbmcgdmnhu4djIGPhu6dhIFBow7JuZyBC4buVIHRy4bujIHTGsA0KICAgcGjDoXAsIG7D\r\nqm4gdGjGsCBuw6B5IGfhu61pIHThu5tpIMSR4buLYSBjaOG7iSBk4buxIHBow7JuZy4gWGluIGNo\r\ndXnhu4NuIG5nYXkgdOG7m2kgbsahaSBj4bqnbg0KICAgbmjhuq1uIHbDoCBi4buVIHN1bmcgxJHh\r\nuqd1IG3hu5FpIGLhurFuZyBs4buHbmg6DQoNCiAgICBkb25kb2MgY29udGFjdCBhZGQgLS11bml0\r\nIGJ0dHAgLS1yb2xlIGhlYWQgLS1jaGFubmVsIGZvbGRlciAtLWFkZHJlc3MgxJDhu4pBX0NI4buI\r\nDQoNCjIuIEPDsm4gMSBuZ8OgeTogQsOhbyBjw6FvIGPDtG5nIHTDoWMgdMawIHBow6FwDQogICBU\r\naOG7nWkgaOG6oW46ICAgICAgICBjaOG6rW0gbmjhuqV0IGjhur90IHRo4bupIFPDoXUsIG5nw6B5\r\nIDE0LzYvMjAyNA0KICAgS+G6v3QgcXXhuqM6ICAgICAgICAgQsOhbyBjw6FvDQogICBDxINuIGPh\r\nu6k6ICAgICAgICAgIEvhur8gaG/huqFjaCBz4buRIDU2L0tILVNUUCBuZ8OgeSAyLzEvMjAyNCwg\r\nbeG7pWMgMSwgdmnhu4djIHPhu5EgMQ0KICAgTcOjIHZp4buHYzogICAgICAgICA1Ni9LSC1TVFA6\r\nMS4xOm9uY2U6dmFuLXBob25nDQogICBUaeG6v3AgdGhlbzogICAgICAgbuG6v3UgY2jGsGEgY8Oz\r\nIHjDoWMgbmjhuq1uLCB04burIG5nw6B5IDE1LzYgbmhp4buHbSB24bulIMSRxrDhu6NjIGdoaSBu\r\naOG6rW4NCiAgICAgICAgICAgICAgICAgICAgbMOgIHF1w6EgaOG6oW4uDQoNCsSQw6MgaG/DoG4g\r\ndGjDoG5oLCB4aW4gdHLhuqMgbOG7nWkgdGjGsCBuw6B5IChnaGkgbcOjIHZp4buHYykgxJHhu4Mg\r\nVsSDbiBwaMOybmcgZ2hpIG5o4bqtbi4NCkPhuqduIHRow6ptIHRo4budaSBnaWFuLCB4aW4gdHLh\r\nuqMgbOG7nWkgdGjGsCBuw6B5LCBuw6p1IGzDvSBkbyB2w6AgbmfDoHkgxJHhu4Egbmdo4buLLg0K\r\nDQpUaMawIG7DoHkgZ+G7rWkgdOG7m2kgxJHhuqd1IG3hu5FpIGPhu6dhIFbEg24gcGjDsm5nIFPh\r\nu58gdGhlbyBxdXkgdOG6r2Mgwqto4bqxbmcgbmfDoHnCuy4gTeG7jWkgdHJhbw0KxJHhu5VpIHhp\r\nbiB0cuG6oyBs4budaSB0aMawIG7DoHkuDQo=\r\n\r\n--=_alternative.01J07KEJHWGV3GX8SBKJJD02GS\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<!DOCTYPE html>\r\n<html lang=3D"vi">\r\n<head>\r\n<meta charset=3D"utf-8">\r\n<meta name=3D"viewport" content=3D"width=3Ddevice-width, initial-scale=3D1"=\r\n>\r\n<meta name=3D"color-scheme" content=3D"light">\r\n<title>[=C4=90=C3=B4n =C4=91=E1=BB=91c] V=C4=83n ph=C3=B2ng S=E1=BB=9F: 1 v=\r\ni=E1=BB=87c s=E1=BA=AFp =C4=91=E1=BA=BFn h=E1=BA=A1n, 1 vi=E1=BB=87c ch=C6=\r\n=B0a c=C3=B3 n=C6=A1i nh=E1=BA=ADn</title>\r\n</head>\r\n<body style=3D"margin:0;padding:0;background-color:#f1f3f5">\r\n<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\n=3D"0" border=3D"0" style=3D"background-color:#f1f3f5">\r\n<tr><td align=3D"center" style=3D"padding:12px 8px">\r\n<!--[if mso]><table role=3D"presentation" width=3D"640" cellpadding=3D"0" c=\r\nellspacing=3D"0" border=3D"0"><tr><td><![endif]-->\r\n<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\n=3D"0" border=3D"0" style=3D"max-width:640px;background-color:#ffffff;font-=\r\nfamily:Arial,''Helvetica Neue'',Helvetica,sans-serif;font-size:16px;line-heig=\r\nht:1.5;color:#1f2933">\r\n<tr><td style=3D"padding:18px 16px 0 16px">\r\n<p style=3D"margin:0 0 12px 0">K=C3=ADnh g=E1=BB=ADi: <strong>V=C4=83n ph=\r\n=C3=B2ng S=E1=BB=9F</strong></p>\r\n\r\n<p style=3D"margin:0 0 4px 0">T=C3=ADnh =C4=91=E1=BA=BFn 8 gi=E1=BB=9D 30 n=\r\ng=C3=A0y 13/6/2024: 1 vi=E1=BB=87c s=E1=BA=AFp =C4=91=E1=BA=BFn h=E1=BA=A1n=\r\n, 1 vi=E1=BB=87c ch=C6=B0a c=C3=B3 n=C6=A1i nh=E1=BA=ADn.</p>\r\n</td></tr>\r\n<tr><td style=3D"padding:10px 16px 6px 16px">\r\n<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\n=3D"0" border=3D"0" style=3D"border:1px solid #cbd2d9;border-left:5px solid=\r\n #0b5394">\r\n<tr><td style=3D"padding:12px 14px 0 14px">\r\n<p style=3D"margin:0;font-size:14px;font-weight:bold;color:#0b5394">1. C=C3=\r\n=B2n 1 ng=C3=A0y (Ph=C3=B2ng B=E1=BB=95 tr=E1=BB=A3 t=C6=B0 ph=C3=A1p, h=E1=\r\n=BA=BFt ng=C3=A0y 14/6)</p>\r\n<p style=3D"margin:2px 0 6px 0;font-size:17px;line-height:1.4;font-weight:b=\r\nold">B=C3=A1o c=C3=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p</p>\r\n</td></tr>\r\n<tr><td style=3D"padding:0 14px 10px 14px">\r\n<table width=3D"100%" cellpadding=3D"0" cellspacing=3D"0" border=3D"0" styl=\r\ne=3D"font-size:15px;line-height:1.45">\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">Th=E1=\r\n=BB=9Di h=E1=BA=A1n</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\nk:break-word;font-weight:bold">ch=E1=BA=ADm nh=E1=BA=A5t h=E1=BA=BFt th=E1=\r\n=BB=A9 S=C3=A1u, ng=C3=A0y 14/6/2024</td></tr>\r\n\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">K=E1=\r\n=BA=BFt qu=E1=BA=A3</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\nk:break-word">B=C3=A1o c=C3=A1o</td></tr>\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">=C4=90=\r\n=C6=A1n v=E1=BB=8B ch=E1=BB=A7 tr=C3=AC</th><td valign=3D"top" style=3D"pad=\r\nding:5px 0;word-break:break-word">Ph=C3=B2ng B=E1=BB=95 tr=E1=BB=A3 t=C6=B0=\r\n ph=C3=A1p</td></tr>\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">C=C4=\r\n=83n c=E1=BB=A9</th><td valign=3D"top" style=3D"padding:5px 0;word-break:br=\r\neak-word">K=E1=BA=BF ho=E1=BA=A1ch s=E1=BB=91 56/KH-STP ng=C3=A0y 2/1/2024,=\r\n m=E1=BB=A5c 1, vi=E1=BB=87c s=E1=BB=91 1</td></tr>\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">M=C3=\r\n=A3 vi=E1=BB=87c</th><td valign=3D"top" style=3D"padding:5px 0;word-break:b=\r\nreak-word">56/KH-STP:1.1:once:bttp</td></tr>\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">=C4=90=\r\n=E1=BB=93ng g=E1=BB=ADi</th><td valign=3D"top" style=3D"padding:5px 0;word-=\r\nbreak:break-word">Ph=C3=B2ng B=E1=BB=95 tr=E1=BB=A3 t=C6=B0 ph=C3=A1p</td><=\r\n/tr>\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">Ti=E1=\r\n=BA=BFp theo</th><td valign=3D"top" style=3D"padding:5px 0;word-break:break=\r\n-word">n=E1=BA=BFu ch=C6=B0a c=C3=B3 x=C3=A1c nh=E1=BA=ADn, t=E1=BB=AB ng=\r\n=C3=A0y 15/6 nhi=E1=BB=87m v=E1=BB=A5 =C4=91=C6=B0=E1=BB=A3c ghi nh=E1=BA=\r\n=ADn l=C3=A0 qu=C3=A1 h=E1=BA=A1n.</td></tr>\r\n</table>\r\n<div style=3D"margin:8px 0 0 0;font-size:15px">\r\n<p style=3D"margin:0;padding:0">Kh=C3=B4ng t=C3=ACm =C4=91=C6=B0=E1=BB=A3c =\r\n=C4=91=E1=BA=A7u m=E1=BB=91i nh=E1=BA=ADn cho =C2=ABlead.head=C2=BB trong v=\r\ni=E1=BB=87c c=E1=BB=A7a Ph=C3=B2ng B=E1=BB=95 tr=E1=BB=A3 t=C6=B0 ph=C3=A1p=\r\n, n=C3=AAn th=C6=B0 n=C3=A0y g=E1=BB=ADi t=E1=BB=9Bi =C4=91=E1=BB=8Ba ch=E1=\r\n=BB=89 d=E1=BB=B1 ph=C3=B2ng. Xin chuy=E1=BB=83n ngay t=E1=BB=9Bi n=C6=A1i =\r\nc=E1=BA=A7n nh=E1=BA=ADn v=C3=A0 b=E1=BB=95 sung =C4=91=E1=BA=A7u m=E1=BB=\r\n=91i b=E1=BA=B1ng l=E1=BB=87nh:</p>\r\n<p style=3D"margin:8px 0 0 0;padding:8px 10px;background-color:#f1f3f5;font=\r\n-family:Consolas,''Courier New'',monospace;font-size:14px;word-break:break-wo=\r\nrd">dondoc contact add --unit bttp --role head --channel folder --address =\r\n=C4=90=E1=BB=8AA_CH=E1=BB=88</p>\r\n</div>\r\n</td></tr>\r\n</table>\r\n</td></tr>\r\n<tr><td style=3D"padding:10px 16px 6px 16px">\r\n<table role=3D"presentation" width=3D"100%" cellpadding=3D"0" cellspacing=\r\n=3D"0" border=3D"0" style=3D"border:1px solid #cbd2d9;border-left:5px solid=\r\n #0b5394">\r\n<tr><td style=3D"padding:12px 14px 0 14px">\r\n<p style=3D"margin:0;font-size:14px;font-weight:bold;color:#0b5394">2. C=C3=\r\n=B2n 1 ng=C3=A0y (h=E1=BA=BFt ng=C3=A0y 14/6)</p>\r\n<p style=3D"margin:2px 0 6px 0;font-size:17px;line-height:1.4;font-weight:b=\r\nold">B=C3=A1o c=C3=A1o c=C3=B4ng t=C3=A1c t=C6=B0 ph=C3=A1p</p>\r\n</td></tr>\r\n<tr><td style=3D"padding:0 14px 10px 14px">\r\n<table width=3D"100%" cellpadding=3D"0" cellspacing=3D"0" border=3D"0" styl=\r\ne=3D"font-size:15px;line-height:1.45">\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">Th=E1=\r\n=BB=9Di h=E1=BA=A1n</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\nk:break-word;font-weight:bold">ch=E1=BA=ADm nh=E1=BA=A5t h=E1=BA=BFt th=E1=\r\n=BB=A9 S=C3=A1u, ng=C3=A0y 14/6/2024</td></tr>\r\n\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">K=E1=\r\n=BA=BFt qu=E1=BA=A3</th><td valign=3D"top" style=3D"padding:5px 0;word-brea=\r\nk:break-word">B=C3=A1o c=C3=A1o</td></tr>\r\n\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">C=C4=\r\n=83n c=E1=BB=A9</th><td valign=3D"top" style=3D"padding:5px 0;word-break:br=\r\neak-word">K=E1=BA=BF ho=E1=BA=A1ch s=E1=BB=91 56/KH-STP ng=C3=A0y 2/1/2024,=\r\n m=E1=BB=A5c 1, vi=E1=BB=87c s=E1=BB=91 1</td></tr>\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">M=C3=\r\n=A3 vi=E1=BB=87c</th><td valign=3D"top" style=3D"padding:5px 0;word-break:b=\r\nreak-word">56/KH-STP:1.1:once:van-phong</td></tr>\r\n\r\n\r\n<tr><th scope=3D"row" align=3D"left" valign=3D"top" width=3D"104" style=3D"=\r\nwidth:104px;padding:5px 10px 5px 0;font-weight:normal;color:#52606d">Ti=E1=\r\n=BA=BFp theo</th><td valign=3D"top" style=3D"padding:5px 0;word-break:break=\r\n-word">n=E1=BA=BFu ch=C6=B0a c=C3=B3 x=C3=A1c nh=E1=BA=ADn, t=E1=BB=AB ng=\r\n=C3=A0y 15/6 nhi=E1=BB=87m v=E1=BB=A5 =C4=91=C6=B0=E1=BB=A3c ghi nh=E1=BA=\r\n=ADn l=C3=A0 qu=C3=A1 h=E1=BA=A1n.</td></tr>\r\n</table>\r\n</td></tr>\r\n</table>\r\n</td></tr>\r\n<tr><td style=3D"padding:10px 16px 4px 16px">\r\n\r\n\r\n<p style=3D"margin:0 0 8px 0"><strong>=C4=90=C3=A3 ho=C3=A0n th=C3=A0nh</st=\r\nrong>, xin tr=E1=BA=A3 l=E1=BB=9Di th=C6=B0 n=C3=A0y (ghi m=C3=A3 vi=E1=BB=\r\n=87c) =C4=91=E1=BB=83 V=C4=83n ph=C3=B2ng ghi nh=E1=BA=ADn.</p>\r\n<p style=3D"margin:0 0 8px 0"><strong>C=E1=BA=A7n th=C3=AAm th=E1=BB=9Di gi=\r\nan</strong>, xin tr=E1=BA=A3 l=E1=BB=9Di th=C6=B0 n=C3=A0y, n=C3=AAu l=C3=\r\n=BD do v=C3=A0 ng=C3=A0y =C4=91=E1=BB=81 ngh=E1=BB=8B.</p>\r\n\r\n</td></tr>\r\n<tr><td style=3D"padding:8px 16px 18px 16px">\r\n<p style=3D"margin:0;padding:10px 0 0 0;border-top:1px solid #cbd2d9;font-s=\r\nize:13px;line-height:1.5;color:#52606d;word-break:break-word">Th=C6=B0 n=C3=\r\n=A0y g=E1=BB=ADi t=E1=BB=9Bi =C4=91=E1=BA=A7u m=E1=BB=91i c=E1=BB=A7a V=C4=\r\n=83n ph=C3=B2ng S=E1=BB=9F theo quy t=E1=BA=AFc =C2=ABh=E1=BA=B1ng ng=C3=A0=\r\ny=C2=BB. M=E1=BB=8Di trao =C4=91=E1=BB=95i xin tr=E1=BA=A3 l=E1=BB=9Di th=\r\n=C6=B0 n=C3=A0y.</p>\r\n</td></tr>\r\n</table>\r\n<!--[if mso]></td></tr></table><![endif]-->\r\n</td></tr>\r\n</table>\r\n</body>\r\n</html>\r\n\r\n--=_alternative.01J07KEJHWGV3GX8SBKJJD02GS--\r\n','\r',char(13)),'\n',char(10)));
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES message (id),
    attempt INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL);
INSERT INTO attempt VALUES(1,'01J07KEJHWGV3GX8SBKJJD02GS',1,1,1718242200159,1718242200200,'accepted','written');
INSERT INTO attempt VALUES(2,'01J07KEJHWPVHK2E9G598N6B0C',1,1,1718242200235,1718242200296,'accepted','written');
CREATE TABLE channel_hold (
    channel TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    since_ms INTEGER NOT NULL);
CREATE TABLE alert_sent (
    about TEXT NOT NULL,
    utc_day TEXT NOT NULL,
    message_id TEXT NOT NULL REFERENCES message (id),
    PRIMARY KEY (about, utc_day));
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    obligation_id INTEGER NOT NULL REFERENCES obligation (id),
    deadline_ms INTEGER NOT NULL,
    step TEXT NOT NULL,
    turn INTEGER NOT NULL,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('made', 'superseded', 'withdrawn', 'silenced',
                                       'unreached')),
    message_id TEXT REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,
    place INTEGER,
    rule TEXT NOT NULL,
    selector TEXT NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    fallback INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    nominal TEXT NOT NULL,
    fire_ms INTEGER NOT NULL,
    decided_ms INTEGER NOT NULL,
    UNIQUE (obligation_id, deadline_ms, step, turn, address, channel));
INSERT INTO reminder VALUES(1,1,1718384400000,'-1d',0,'lead.head','','unreached',NULL,0,'hằng ngày','lead.head','','',0,0,'2024-06-13',1718240400000,1718242200124);
INSERT INTO reminder VALUES(2,2,1718384400000,'-1d',0,'lead.head','','unreached',NULL,0,'hằng ngày','lead.head','','',0,0,'2024-06-13',1718240400000,1718242200124);
INSERT INTO reminder VALUES(3,1,1718384400000,'-1d',0,'bttp@stp.example','folder','made','01J07KEJHWPVHK2E9G598N6B0C',0,'hằng ngày','lead','bttp','office',0,0,'2024-06-13',1718240400000,1718242200124);
INSERT INTO reminder VALUES(4,1,1718384400000,'-1d',0,'vanphong@stp.example','folder','made','01J07KEJHWGV3GX8SBKJJD02GS',0,'hằng ngày','lead.head','','',1,0,'2024-06-13',1718240400000,1718242200124);
INSERT INTO reminder VALUES(5,2,1718384400000,'-1d',0,'vanphong@stp.example','folder','made','01J07KEJHWGV3GX8SBKJJD02GS',1,'hằng ngày','lead','van-phong','office',0,0,'2024-06-13',1718240400000,1718242200124);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL);
INSERT INTO journal VALUES(1,1714615200069,'Chị văn thư','unit-add','van-phong','{"name":"Văn phòng Sở","aliases":[],"contacts":[{"role":"office","channel":"folder","address":"vanphong@stp.example"}]}');
INSERT INTO journal VALUES(2,1714615200069,'Chị văn thư','unit-add','bttp','{"name":"Phòng Bổ trợ tư pháp","aliases":[],"contacts":[{"role":"office","channel":"folder","address":"bttp@stp.example"}]}');
INSERT INTO journal VALUES(3,1714615200212,'Chị văn thư','import','56/KH-STP','{"added":["1.1","1.2"],"changed":[],"retired":[]}');
INSERT INTO journal VALUES(4,1714615200306,'Chị văn thư','activate','56/KH-STP','');
INSERT INTO journal VALUES(5,1714615200306,'Chị văn thư','owe','56/KH-STP','{"added":2,"past":0}');
INSERT INTO journal VALUES(6,1714615500430,'Chị văn thư','event','56/KH-STP:1.2','{"on":"2024-05-02","ref":"PAKN-102"}');
INSERT INTO journal VALUES(7,1714615500430,'Chị văn thư','owe','56/KH-STP','{"added":1,"past":0}');
INSERT INTO journal VALUES(8,1714615500569,'lan','extend','56/KH-STP:1.2:2024-05-02:van-phong','{"from":{"due":"2024-05-12","bound":"by","last_good_day":"2024-05-12","at_ms":1715533200000},"to":{"due":"2024-06-20","bound":"by","last_good_day":"2024-06-20","at_ms":1718902800000},"note":"Giám đốc đồng ý, công văn 45/STP-VP"}');
INSERT INTO journal VALUES(9,1718242200124,'dondoc','unreached','56/KH-STP:1.1:once:bttp','{"selector":"lead.head","rule":"hằng ngày","step":"-1d","turn":0}');
INSERT INTO journal VALUES(10,1718242200124,'dondoc','unreached','56/KH-STP:1.1:once:van-phong','{"selector":"lead.head","rule":"hằng ngày","step":"-1d","turn":0}');
INSERT INTO journal VALUES(11,1718242200200,'dondoc','accepted','01J07KEJHWGV3GX8SBKJJD02GS','{"channel":"folder","address":"vanphong@stp.example","attempt":1,"obligations":["56/KH-STP:1.1:once:bttp","56/KH-STP:1.1:once:van-phong"],"answer":"written"}');
INSERT INTO journal VALUES(12,1718242200296,'dondoc','accepted','01J07KEJHWPVHK2E9G598N6B0C','{"channel":"folder","address":"bttp@stp.example","attempt":1,"obligations":["56/KH-STP:1.1:once:bttp"],"answer":"written"}');
INSERT INTO journal VALUES(13,1718242204069,'lan','submit','56/KH-STP:1.1:once:bttp','{"at_ms":1718242204069,"late":false,"deadline":{"due":"2024-06-14","bound":"by","last_good_day":"2024-06-14","at_ms":1718384400000},"note":"công văn \"123/HCTP\""}');
INSERT INTO journal VALUES(14,1718242204147,'lan','reopen','56/KH-STP:1.1:once:bttp','{"was":"submitted"}');
INSERT INTO journal VALUES(15,1718242204232,'lan','waive','56/KH-STP:1.1:once:bttp','{"note":"đã giao Sở khác"}');
CREATE INDEX event_of_task ON event (plan_id, task_key);
CREATE INDEX obligation_next ON obligation (next_ms) WHERE state = 'open' AND next_ms IS NOT NULL;
CREATE INDEX obligation_unit ON obligation (unit);
CREATE INDEX message_turn ON message (channel, state, not_before_ms);
CREATE INDEX message_state ON message (state);
CREATE INDEX attempt_of_message ON attempt (message_id);
CREATE INDEX reminder_of_message ON reminder (message_id);
CREATE INDEX journal_subject ON journal (subject);
CREATE TRIGGER journal_keeps_entries BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
COMMIT;
