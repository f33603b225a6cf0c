"""The 47 prefectures (都道府県): code, names and region, as one frozen table.

Codes are the two digits at the head of a local government code (全国地方公共団体コード, JIS X
0401). ``name_kana`` is full-width katakana with 都/道/府/県 read out, as Japan Post writes it and
as ``name_kana`` of the municipalities is written. ``name_en`` leaves "Prefecture" out. ``region``
is the division into eight (八地方区分): Mie stands in Kinki, Okinawa in Kyushu.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Prefecture:
    """One prefecture; every field is text, ``code`` with its leading zero."""

    code: str
    name: str
    name_kana: str
    name_en: str
    region: str
    region_en: str


_HOKKAIDO = ("北海道", "Hokkaido")
_TOHOKU = ("東北", "Tohoku")
_KANTO = ("関東", "Kanto")
_CHUBU = ("中部", "Chubu")
_KINKI = ("近畿", "Kinki")
_CHUGOKU = ("中国", "Chugoku")
_SHIKOKU = ("四国", "Shikoku")
_KYUSHU = ("九州", "Kyushu")

PREFECTURES: Final = (
    Prefecture("01", "北海道", "ホッカイドウ", "Hokkaido", *_HOKKAIDO),
    Prefecture("02", "青森県", "アオモリケン", "Aomori", *_TOHOKU),
    Prefecture("03", "岩手県", "イワテケン", "Iwate", *_TOHOKU),
    Prefecture("04", "宮城県", "ミヤギケン", "Miyagi", *_TOHOKU),
    Prefecture("05", "秋田県", "アキタケン", "Akita", *_TOHOKU),
    Prefecture("06", "山形県", "ヤマガタケン", "Yamagata", *_TOHOKU),
    Prefecture("07", "福島県", "フクシマケン", "Fukushima", *_TOHOKU),
    Prefecture("08", "茨城県", "イバラキケン", "Ibaraki", *_KANTO),
    Prefecture("09", "栃木県", "トチギケン", "Tochigi", *_KANTO),
    Prefecture("10", "群馬県", "グンマケン", "Gunma", *_KANTO),
    Prefecture("11", "埼玉県", "サイタマケン", "Saitama", *_KANTO),
    Prefecture("12", "千葉県", "チバケン", "Chiba", *_KANTO),
    Prefecture("13", "東京都", "トウキョウト", "Tokyo", *_KANTO),
    Prefecture("14", "神奈川県", "カナガワケン", "Kanagawa", *_KANTO),
    Prefecture("15", "新潟県", "ニイガタケン", "Niigata", *_CHUBU),
    Prefecture("16", "富山県", "トヤマケン", "Toyama", *_CHUBU),
    Prefecture("17", "石川県", "イシカワケン", "Ishikawa", *_CHUBU),
    Prefecture("18", "福井県", "フクイケン", "Fukui", *_CHUBU),
    Prefecture("19", "山梨県", "ヤマナシケン", "Yamanashi", *_CHUBU),
    Prefecture("20", "長野県", "ナガノケン", "Nagano", *_CHUBU),
    Prefecture("21", "岐阜県", "ギフケン", "Gifu", *_CHUBU),
    Prefecture("22", "静岡県", "シズオカケン", "Shizuoka", *_CHUBU),
    Prefecture("23", "愛知県", "アイチケン", "Aichi", *_CHUBU),
    Prefecture("24", "三重県", "ミエケン", "Mie", *_KINKI),
    Prefecture("25", "滋賀県", "シガケン", "Shiga", *_KINKI),
    Prefecture("26", "京都府", "キョウトフ", "Kyoto", *_KINKI),
    Prefecture("27", "大阪府", "オオサカフ", "Osaka", *_KINKI),
    Prefecture("28", "兵庫県", "ヒョウゴケン", "Hyogo", *_KINKI),
    Prefecture("29", "奈良県", "ナラケン", "Nara", *_KINKI),
    Prefecture("30", "和歌山県", "ワカヤマケン", "Wakayama", *_KINKI),
    Prefecture("31", "鳥取県", "トットリケン", "Tottori", *_CHUGOKU),
    Prefecture("32", "島根県", "シマネケン", "Shimane", *_CHUGOKU),
    Prefecture("33", "岡山県", "オカヤマケン", "Okayama", *_CHUGOKU),
    Prefecture("34", "広島県", "ヒロシマケン", "Hiroshima", *_CHUGOKU),
    Prefecture("35", "山口県", "ヤマグチケン", "Yamaguchi", *_CHUGOKU),
    Prefecture("36", "徳島県", "トクシマケン", "Tokushima", *_SHIKOKU),
    Prefecture("37", "香川県", "カガワケン", "Kagawa", *_SHIKOKU),
    Prefecture("38", "愛媛県", "エヒメケン", "Ehime", *_SHIKOKU),
    Prefecture("39", "高知県", "コウチケン", "Kochi", *_SHIKOKU),
    Prefecture("40", "福岡県", "フクオカケン", "Fukuoka", *_KYUSHU),
    Prefecture("41", "佐賀県", "サガケン", "Saga", *_KYUSHU),
    Prefecture("42", "長崎県", "ナガサキケン", "Nagasaki", *_KYUSHU),
    Prefecture("43", "熊本県", "クマモトケン", "Kumamoto", *_KYUSHU),
    Prefecture("44", "大分県", "オオイタケン", "Oita", *_KYUSHU),
    Prefecture("45", "宮崎県", "ミヤザキケン", "Miyazaki", *_KYUSHU),
    Prefecture("46", "鹿児島県", "カゴシマケン", "Kagoshima", *_KYUSHU),
    Prefecture("47", "沖縄県", "オキナワケン", "Okinawa", *_KYUSHU),
)

_BY_CODE = {prefecture.code: prefecture for prefecture in PREFECTURES}
_BY_NAME = {prefecture.name: prefecture for prefecture in PREFECTURES}


def prefecture_by_code(code: str) -> Prefecture:
    """Return the prefecture of a two-digit code (``"01"`` to ``"47"``), or raise ``KeyError``."""
    if code not in _BY_CODE:
        raise KeyError(f"no prefecture has the code {code!r}: two digits from 01 to 47 are allowed")
    return _BY_CODE[code]


def prefecture_by_name(name: str) -> Prefecture:
    """Return the prefecture of a full Japanese name (``"北海道"``), or raise ``KeyError``."""
    if name not in _BY_NAME:
        raise KeyError(
            f"no prefecture has the name {name!r}: the full name is needed,"
            " such as 北海道 or 京都府"
        )
    return _BY_NAME[name]
