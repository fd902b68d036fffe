"""Traditional characters of headers and places, for ledgers from where those are written."""

PAIRS = (
    "東东會会議议時时間间稱称點点級级屆届參参領领導导簽签約约項项數数協协額额萬万億亿內内責责"
    "單单來来備备註注編编號号產产業业類类狀状態态實实設设總总資资財财務务幫帮納纳就就業业帶带動动"
    "貧贫開开對对應应結结標标職职務务長长訪访圖图紀纪廣广西西寧宁慶庆雲云貴贵陝陕肅肃龍龙遼辽"
    "蘇苏閩闽浙浙滬沪粵粤黔黔隴陇漢汉壯壮區区自自治治縣县州州鄉乡鎮镇維维爾尔吾吾臺台灣湾澳澳門门"
    "蘭兰濟济鄭郑濱滨瀋沈陽阳連连營营爭争圳圳廈厦門门島岛榮荣遵遵義义畢毕節节銅铜樂乐麗丽"
    "涼凉達达綿绵巴巴攀攀瀘泸聯联席席貧贫攻攻堅坚勞劳務务採采購购銷销擴扩據据經经濟济銀银"
    "橋桥園园車车間间藥药種种養养殖殖農农電电紡纺織织服服裝装遊游績绩驗验竣竣"
    "題题員员繫系絡络證证書书碼码計计劃划際际構构說说簡简況况準准歸归屬属預预質质階阶進进確确認认擬拟讓让轉转廠厂戶户報报審审覈核負负執执調调問问線线團团隊队講讲話话"
    "記记錄录郵邮別别層层規规環环週周從从釋释憑凭訊讯關关決决訂订"
)

SIMPLIFIED = str.maketrans(
    {PAIRS[i]: PAIRS[i + 1] for i in range(0, len(PAIRS), 2) if PAIRS[i] != PAIRS[i + 1]}
)


def simplified(text: str) -> str:
    """The text with those traditional characters that occur in headers and places simplified."""
    return text.translate(SIMPLIFIED)
