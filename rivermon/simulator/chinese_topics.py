# ruff: noqa: RUF001 - Chinese is written with full-width marks
"""Topics of sample webhooks whose content is in Chinese.

Does not know how a webhook is laid out, signed or sent.
"""

from rivermon.simulator.topic import Topic

_TRAVEL = Topic(
    event="travel_guide",
    workflow="旅行助手",
    category="旅行",
    titles=(
        "雨天也值得去的古镇 🌧️",
        "三天两夜的海边慢旅行 🏖️",
        "跟着火车看秋天 🍁",
        "老城清晨散步路线 🚶",
        "高原湖边看星星 ✨",
    ),
    sentences=(
        "清晨六点的石板路还没有游客，只有卖豆浆的小车慢慢经过。",
        "建议把行程排得松一些，留一个下午什么都不做。",
        "从车站步行十分钟就能到河边，沿途有不少安静的小店。",
        "当地人推荐的面馆没有招牌，看到排队的人就是了。",
        "如果遇到下雨，可以去旧粮仓改成的书店坐一坐。",
        "傍晚的光线最好，记得把相机的电池充满。",
        "山上的夜里比想象中冷，带一件厚外套会更舒服。",
        "回程的火车要提前三天订票，靠窗的座位能看到整片湖。",
        "带孩子的话，码头旁边的小博物馆是个好选择。",
    ),
    details={"days": (1, 2, 3, 5), "season": ("春", "夏", "秋", "冬")},
)
_RECIPES = Topic(
    event="recipe_idea",
    workflow="家常菜灵感",
    category="美食",
    titles=(
        "十五分钟番茄鸡蛋面 🍜",
        "不用烤箱的红薯点心 🍠",
        "清爽的凉拌黄瓜木耳 🥒",
        "周末慢炖萝卜牛腩 🍲",
        "一个人的砂锅饭 🍚",
    ),
    sentences=(
        "先把番茄炒出汁，再加热水，汤色会更浓。",
        "火不要太大，慢慢等到锅边起小泡就可以了。",
        "这道菜的关键是最后那一勺醋，千万不要省略。",
        "食材都很常见，楼下的菜市场就能一次买齐。",
        "提前一晚把木耳泡好，早上切一切就能上桌。",
        "喜欢辣的朋友可以加半勺自己做的辣椒油。",
        "盛出来之前尝一口，味道淡了再补一点盐。",
        "剩下的汤第二天用来煮面，比当天还要好吃。",
        "孩子也能帮忙：把面团搓圆再压扁，简单又好玩。",
    ),
    details={"minutes": (10, 15, 30, 90), "servings": (1, 2, 4)},
)

CHINESE_TOPICS: tuple[Topic, ...] = (_TRAVEL, _RECIPES)
"""All of them."""
