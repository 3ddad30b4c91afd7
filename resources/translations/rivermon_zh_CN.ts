<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutSheet</name>
    <message>
        <source>&amp;Database</source>
        <translation>数据库(&amp;D)</translation>
    </message>
    <message>
        <source>A desktop monitor for ModelRiver&apos;s event-driven AI.</source>
        <translation>ModelRiver 事件驱动 AI 的桌面监视器。</translation>
    </message>
    <message>
        <source>About rivermon</source>
        <translation>关于 rivermon</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Free software under the MIT licence, without any warranty. It is built on Python, Qt and PySide6 (LGPL 3), aiohttp (Apache 2.0), SQLite (public domain) and others, each under its own licence.</source>
        <translation>基于 MIT 许可的自由软件，不提供任何担保。它构建于 Python、Qt 和 PySide6（LGPL 3）、aiohttp（Apache 2.0）、SQLite（公有领域）等之上，各自适用其许可。</translation>
    </message>
    <message>
        <source>rivermon {0}</source>
        <translation>rivermon {0}</translation>
    </message>
</context>
<context>
    <name>ActRefusals</name>
    <message>
        <source>A callback goes with its record: delete that.</source>
        <translation>回调随其记录一起删除：请删除该记录。</translation>
    </message>
    <message>
        <source>It does not wait for approval.</source>
        <translation>它不在等待批准。</translation>
    </message>
    <message>
        <source>It waits for approval: approve or reject it.</source>
        <translation>它正在等待批准：请批准或拒绝。</translation>
    </message>
    <message>
        <source>ModelRiver has taken the content already.</source>
        <translation>ModelRiver 已经收下了这份内容。</translation>
    </message>
    <message>
        <source>Nothing is called back for this record.</source>
        <translation>这条记录无需回调。</translation>
    </message>
    <message>
        <source>Select a row first.</source>
        <translation>请先选择一行。</translation>
    </message>
    <message>
        <source>Select just one row.</source>
        <translation>请只选择一行。</translation>
    </message>
    <message>
        <source>Select no more than two rows to compare.</source>
        <translation>最多选择两行进行比较。</translation>
    </message>
    <message>
        <source>There is no row in this view.</source>
        <translation>此视图中没有任何行。</translation>
    </message>
    <message>
        <source>This callback is not about a record.</source>
        <translation>这个回调与记录无关。</translation>
    </message>
    <message>
        <source>This delivery brought a record, and goes with it: delete that.</source>
        <translation>这次投递产生了记录，随记录一起删除：请删除该记录。</translation>
    </message>
    <message>
        <source>This delivery brought no record.</source>
        <translation>这次投递没有产生记录。</translation>
    </message>
    <message>
        <source>This request was refused: nobody vouches for its event.</source>
        <translation>该请求已被拒绝：其事件无人担保。</translation>
    </message>
    <message>
        <source>This row has no event that could be held.</source>
        <translation>此行没有可暂缓的事件。</translation>
    </message>
</context>
<context>
    <name>ApiKeyForm</name>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>It is in use from now on.</source>
        <translation>从现在起开始使用。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep the API key</source>
        <translation>保存 API 密钥</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the API key</source>
        <translation>移除 API 密钥</translation>
    </message>
    <message>
        <source>The API key was removed: callbacks wait for another one.</source>
        <translation>API 密钥已移除：回调会等待新的密钥。</translation>
    </message>
    <message>
        <source>mr_live_…</source>
        <translation>mr_live_…</translation>
    </message>
</context>
<context>
    <name>ApprovalButtons</name>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Approve with changes</source>
        <translation>修改后批准</translation>
    </message>
    <message>
        <source>Change the AI data before it is sent</source>
        <translation>在发送前修改 AI 数据</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Indent the JSON anew</source>
        <translation>重新缩进 JSON</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <source>Send the content to ModelRiver (Ctrl+Enter)</source>
        <translation>将内容发送给 ModelRiver（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Tell ModelRiver that there will be no content, and why</source>
        <translation>告知 ModelRiver 将没有内容，并说明原因</translation>
    </message>
    <message>
        <source>This is over 1 MB, too much to be edited here</source>
        <translation>超过 1 MB，过大而无法在此编辑</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
</context>
<context>
    <name>ApprovalPanel</name>
    <message>
        <source>AI data to be sent</source>
        <translation>将要发送的 AI 数据</translation>
    </message>
    <message>
        <source>Decided meanwhile</source>
        <translation>已有决定</translation>
    </message>
    <message>
        <source>Something else is just being rejected: try once more.</source>
        <translation>正在拒绝其他内容：请再试一次。</translation>
    </message>
    <message>
        <source>Waits for your approval</source>
        <translation>等待您的批准</translation>
    </message>
    <message>
        <source>Your changes from before are here; they are not sent yet.</source>
        <translation>您之前的修改还在这里，尚未发送。</translation>
    </message>
    <message>
        <source>Your changes were not sent. They can still be copied.</source>
        <translation>您的修改没有发送，但仍可复制。</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>ApprovalRules</name>
    <message>
        <source>&amp;Event</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Hold for approval</source>
        <translation>暂缓以待批准(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Reject it: ModelRiver is told that there is no content</source>
        <translation>拒绝：告知 ModelRiver 没有内容(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Send it as it is</source>
        <translation>按原样发送(&amp;S)</translation>
    </message>
    <message>
        <source>Content of the events that are switched on waits here until somebody approves or rejects it. ModelRiver waits 5 minutes for it.</source>
        <translation>已开启的事件的内容在此等待，直到有人批准或拒绝。ModelRiver 会等待 5 分钟。</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Find an event, or type a new one</source>
        <translation>查找事件，或输入新事件</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Hold the content of the event that is typed</source>
        <translation>暂缓所输入事件的内容</translation>
    </message>
    <message numerus="yes">
        <source>If nobody decides by %n second(s) before the end</source>
        <translation>
            <numerusform>如果到结束前 %n 秒仍无人决定</numerusform>
        </translation>
    </message>
    <message>
        <source>Return holds the event that is typed</source>
        <translation>按回车暂缓所输入的事件</translation>
    </message>
    <message>
        <source>Send &amp;nothing: ModelRiver times out</source>
        <translation>什么都不发送：由 ModelRiver 超时(&amp;N)</translation>
    </message>
</context>
<context>
    <name>ApprovalRulesDialog</name>
    <message>
        <source>Approval rules</source>
        <translation>批准规则</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ApprovalWords</name>
    <message>
        <source>Approved by the operator</source>
        <translation>已由操作员批准</translation>
    </message>
    <message>
        <source>Approved with changes by the operator</source>
        <translation>已由操作员修改后批准</translation>
    </message>
    <message>
        <source>Held until somebody approves or rejects it</source>
        <translation>暂缓，直到有人批准或拒绝</translation>
    </message>
    <message>
        <source>If nobody decides by {0}: {1}.</source>
        <translation>如果到 {0} 仍无人决定：{1}。</translation>
    </message>
    <message>
        <source>ModelRiver waits until {0}.</source>
        <translation>ModelRiver 等到 {0}。</translation>
    </message>
    <message>
        <source>Nobody decided in time, so the rule does now: {0}.</source>
        <translation>无人及时决定，因此现在按规则处理：{0}。</translation>
    </message>
    <message>
        <source>Nobody decided in time: nothing was sent</source>
        <translation>无人及时决定：没有发送任何内容</translation>
    </message>
    <message>
        <source>Nobody decided in time: rejected by the rule</source>
        <translation>无人及时决定：已按规则拒绝</translation>
    </message>
    <message>
        <source>Nobody decided in time: sent by the rule</source>
        <translation>无人及时决定：已按规则发送</translation>
    </message>
    <message>
        <source>Rejected by the operator</source>
        <translation>已由操作员拒绝</translation>
    </message>
    <message>
        <source>The 5 minutes are over: ModelRiver has stopped waiting, and may not take it any more.</source>
        <translation>5 分钟已过：ModelRiver 已停止等待，可能不再接收。</translation>
    </message>
    <message>
        <source>it is rejected, and ModelRiver is told so</source>
        <translation>拒绝并告知 ModelRiver</translation>
    </message>
    <message>
        <source>it is sent as it is</source>
        <translation>按原样发送</translation>
    </message>
    <message>
        <source>nothing is sent, and ModelRiver times out</source>
        <translation>什么都不发送，由 ModelRiver 超时</translation>
    </message>
    <message>
        <source>what the approval rules say</source>
        <translation>按批准规则处理</translation>
    </message>
    <message>
        <source>{0} (at {1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Allow this host</source>
        <translation>允许此主机</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Hide this until something new is wrong</source>
        <translation>隐藏，直到出现新问题</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Render the Markdown, or show the text as it was written</source>
        <translation>渲染 Markdown，或按原文显示</translation>
    </message>
    <message>
        <source>Rendered</source>
        <translation>渲染</translation>
    </message>
</context>
<context>
    <name>BulkSheet</name>
    <message numerus="yes">
        <source>%n row(s) looked at: several may be about one record.</source>
        <translation>
            <numerusform>已查看 %n 行：其中几行可能属于同一条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <source>Filter: {0}</source>
        <translation>筛选：{0}</translation>
    </message>
    <message>
        <source>How much is done</source>
        <translation>完成进度</translation>
    </message>
    <message>
        <source>It could not be done.</source>
        <translation>无法完成。</translation>
    </message>
    <message>
        <source>The one before is still under way.</source>
        <translation>上一个操作仍在进行。</translation>
    </message>
    <message>
        <source>The records could not be looked for.</source>
        <translation>无法查找记录。</translation>
    </message>
    <message>
        <source>There is no filter: this is everything in the view.</source>
        <translation>没有筛选：这是视图中的全部内容。</translation>
    </message>
    <message>
        <source>There is no record to do this with.</source>
        <translation>没有可执行此操作的记录。</translation>
    </message>
    <message>
        <source>{0} found so far</source>
        <translation>目前找到 {0}</translation>
    </message>
    <message>
        <source>{0}. That stays done, and so may what was under way.</source>
        <translation>{0}。已完成的部分保持不变，正在进行的可能也已完成。</translation>
    </message>
</context>
<context>
    <name>BulkWorks</name>
    <message numerus="yes">
        <source>%n callback(s) sent again.</source>
        <translation>
            <numerusform>已再次发送 %n 个回调。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries stayed: they brought records.</source>
        <translation>
            <numerusform>%n 次投递保留：它们产生了记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) approved.</source>
        <translation>
            <numerusform>已批准 %n 条记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) skipped: not waiting for approval.</source>
        <translation>
            <numerusform>已跳过 %n 条记录：不在等待批准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) skipped: without a callback, or waiting for approval.</source>
        <translation>
            <numerusform>已跳过 %n 条记录：没有回调，或正在等待批准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stayed: a callback is still owed to ModelRiver.</source>
        <translation>
            <numerusform>%n 条记录保留：仍欠 ModelRiver 一个回调。</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n record(s) unchanged?</source>
        <translation>
            <numerusform>要原样批准 %n 条记录吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n deliveries?</source>
        <translation>
            <numerusform>要删除 %n 次投递吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n record(s)?</source>
        <translation>
            <numerusform>要删除 %n 条记录吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete one delivery?</source>
        <translation>要删除一次投递吗？</translation>
    </message>
    <message>
        <source>Delete the record “{0}”?</source>
        <translation>要删除记录“{0}”吗？</translation>
    </message>
    <message>
        <source>Deliveries and callbacks go as well, and nothing can be brought back. What is still owed to ModelRiver stays. If ModelRiver sends it once more, it comes in as new.</source>
        <translation>相关的投递和回调也会一并删除，且无法恢复。仍欠 ModelRiver 的内容会保留。如果 ModelRiver 再次发送，则作为新内容接收。</translation>
    </message>
    <message>
        <source>Each is tried anew at once, whatever became of it before. ModelRiver may refuse one whose five minutes are over. Records that have no callback, or that wait for approval, are skipped.</source>
        <translation>无论之前结果如何，每个都会立即重新尝试。五分钟已过的，ModelRiver 可能会拒绝。没有回调或正在等待批准的记录会被跳过。</translation>
    </message>
    <message>
        <source>One delivery stayed: it brought a record.</source>
        <translation>一次投递保留：它产生了记录。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再次发送</translation>
    </message>
    <message numerus="yes">
        <source>Send the callbacks of %n record(s) again?</source>
        <translation>
            <numerusform>要再次发送 %n 条记录的回调吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their content goes to ModelRiver at once. Records that do not wait for approval are skipped.</source>
        <translation>其内容会立即发送给 ModelRiver。不在等待批准的记录会被跳过。</translation>
    </message>
    <message>
        <source>They cannot be brought back. A delivery that brought a record stays: it goes with the record. If ModelRiver sends one of them once more, it comes in as new.</source>
        <translation>它们无法恢复。产生了记录的投递会保留，随记录一起删除。如果 ModelRiver 再次发送其中之一，则作为新内容接收。</translation>
    </message>
    <message>
        <source>{0} of {1} gone through</source>
        <translation>已处理 {0} / {1}</translation>
    </message>
</context>
<context>
    <name>CallbackBlock</name>
    <message>
        <source>Allow this host</source>
        <translation>允许此主机</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Body of the callback</source>
        <translation>回调的正文</translation>
    </message>
    <message>
        <source>Body sent</source>
        <translation>已发送的正文</translation>
    </message>
    <message>
        <source>Body to be sent</source>
        <translation>将要发送的正文</translation>
    </message>
    <message>
        <source>Copy the callback URL</source>
        <translation>复制回调 URL</translation>
    </message>
    <message>
        <source>Copy the callback&apos;s body</source>
        <translation>复制回调的正文</translation>
    </message>
    <message>
        <source>Let callbacks go to {0} from now on</source>
        <translation>从现在起允许向 {0} 发送回调</translation>
    </message>
    <message>
        <source>No attempt yet</source>
        <translation>尚未尝试</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>CallbackColumns</name>
    <message>
        <source>(no content)</source>
        <translation>（无内容）</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Allow this host</source>
        <translation>允许此主机</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Failure notice</source>
        <translation>失败通知</translation>
    </message>
    <message>
        <source>How the callback stands, and how long ModelRiver still waits for it</source>
        <translation>回调的状态，以及 ModelRiver 还会等多久</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Let callbacks go to {0} from now on</source>
        <translation>从现在起允许向 {0} 发送回调</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The HTTP status of ModelRiver&apos;s last answer</source>
        <translation>ModelRiver 最近一次应答的 HTTP 状态</translation>
    </message>
    <message>
        <source>The host that it goes to</source>
        <translation>发往的主机</translation>
    </message>
    <message>
        <source>The title of the content that it is about</source>
        <translation>相关内容的标题</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发往</translation>
    </message>
    <message>
        <source>Until when ModelRiver waits for the callback, in local time</source>
        <translation>ModelRiver 等待回调的截止时间（本地时间）</translation>
    </message>
    <message>
        <source>What can be done about a callback that is held</source>
        <translation>对暂缓的回调可以做什么</translation>
    </message>
    <message>
        <source>When its webhook was received, in local time</source>
        <translation>接收其 Webhook 的时间（本地时间）</translation>
    </message>
    <message>
        <source>Whether it brings content back, or says that there will be none</source>
        <translation>它带回内容，还是说明不会有内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why it is held, is tried again or was given up</source>
        <translation>暂缓、重试或放弃的原因</translation>
    </message>
</context>
<context>
    <name>CallbackTab</name>
    <message>
        <source>Callbacks</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Nothing is called back for this delivery.</source>
        <translation>这次投递无需回调。</translation>
    </message>
    <message>
        <source>Nothing is called back for this record.</source>
        <translation>这条记录无需回调。</translation>
    </message>
    <message>
        <source>Only event-driven workflows wait for a callback.</source>
        <translation>只有事件驱动的工作流才会等待回调。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再次发送</translation>
    </message>
    <message>
        <source>Send this record&apos;s callback to ModelRiver once more</source>
        <translation>再次向 ModelRiver 发送这条记录的回调</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
</context>
<context>
    <name>CallbackWords</name>
    <message>
        <source>Callback failed: {0}. It will not be tried again by itself.</source>
        <translation>回调失败：{0}。不会自动重试。</translation>
    </message>
    <message>
        <source>Callback: brings the content back</source>
        <translation>回调：带回内容</translation>
    </message>
    <message>
        <source>Enter the API key in Settings.</source>
        <translation>请在“设置”中填写 API 密钥。</translation>
    </message>
    <message>
        <source>Error callback: says that there will be no content</source>
        <translation>错误回调：说明不会有内容</translation>
    </message>
    <message>
        <source>Held, not sent: {0}.</source>
        <translation>暂缓，未发送：{0}。</translation>
    </message>
    <message>
        <source>Last: {0}.</source>
        <translation>最近一次：{0}。</translation>
    </message>
    <message>
        <source>ModelRiver answered {0}</source>
        <translation>ModelRiver 应答 {0}</translation>
    </message>
    <message>
        <source>ModelRiver has it: {0}.</source>
        <translation>ModelRiver 已收下：{0}。</translation>
    </message>
    <message>
        <source>Not taken yet: {0}. Next try at {1}, until {2}.</source>
        <translation>尚未收下：{0}。{1} 再试，直到 {2}。</translation>
    </message>
    <message>
        <source>Not taken yet: {0}. Trying again until {1}.</source>
        <translation>尚未收下：{0}。会一直重试到 {1}。</translation>
    </message>
    <message>
        <source>Nothing was taken within the 5 minutes that ModelRiver waits.</source>
        <translation>ModelRiver 等待的 5 分钟内没有收下任何内容。</translation>
    </message>
    <message>
        <source>On its way to ModelRiver.</source>
        <translation>正在发往 ModelRiver。</translation>
    </message>
    <message>
        <source>The API key travels with a callback, so it goes to allowed hosts only.</source>
        <translation>API 密钥随回调一起发送，因此只发往允许的主机。</translation>
    </message>
    <message>
        <source>it was given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>the callback was taken</source>
        <translation>回调已被收下</translation>
    </message>
    <message>
        <source>the host is not allowed</source>
        <translation>该主机未获允许</translation>
    </message>
    <message>
        <source>there was no answer</source>
        <translation>没有应答</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>listener down</source>
        <translation>监听中断</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ChartLegend</name>
    <message>
        <source>Dotted lines at {0}</source>
        <translation>虚线位于 {0}</translation>
    </message>
</context>
<context>
    <name>ChartTicks</name>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} 毫秒</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Only the beginning is shown. Copy takes everything.</source>
        <translation>只显示开头部分。复制会包含全部内容。</translation>
    </message>
</context>
<context>
    <name>ColumnsMenu</name>
    <message>
        <source>Add a column for a JSON path…</source>
        <translation>为 JSON 路径添加列…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Remove the column {0}</source>
        <translation>移除列 {0}</translation>
    </message>
    <message>
        <source>Reset the columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>CompareTab</name>
    <message>
        <source>Compare with the next one I select</source>
        <translation>与接下来选择的一项比较</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Do not compare with the left one any more</source>
        <translation>不再与左侧比较</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>放开</translation>
    </message>
    <message>
        <source>Nothing to compare with yet.</source>
        <translation>还没有可比较的内容。</translation>
    </message>
    <message>
        <source>Select another row to compare it with.</source>
        <translation>请选择另一行与之比较。</translation>
    </message>
    <message>
        <source>Select two rows and press Ctrl+D. Or keep this one, and select the other after it.</source>
        <translation>选择两行并按 Ctrl+D。或者保留这一项，再选择另一项。</translation>
    </message>
    <message>
        <source>Show the places that do not differ, too</source>
        <translation>也显示没有差异之处</translation>
    </message>
    <message>
        <source>Show the same, too</source>
        <translation>也显示相同项</translation>
    </message>
    <message>
        <source>{0} is kept as the left side.</source>
        <translation>{0} 保留在左侧。</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Listen there</source>
        <translation>在那里监听(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Oldest signed timestamp, in seconds (0: any age)</source>
        <translation>签名时间戳的最长时限（秒，0 表示不限）(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>It must be a number of megabytes, such as 5 or 0.5.</source>
        <translation>它必须是以 MB 为单位的数字，例如 5 或 0.5。</translation>
    </message>
    <message>
        <source>Largest webhook, in &amp;MB</source>
        <translation>Webhook 的最大大小（MB）(&amp;M)</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>正在切换…</translation>
    </message>
    <message>
        <source>None beside /webhooks/modelriver and the usual ones</source>
        <translation>除 /webhooks/modelriver 等常用路径外没有</translation>
    </message>
    <message>
        <source>One more pat&amp;h</source>
        <translation>另一个路径(&amp;H)</translation>
    </message>
    <message>
        <source>The listener moves at once; requests under way are answered</source>
        <translation>监听会立即切换；正在处理的请求仍会得到应答</translation>
    </message>
    <message>
        <source>This machine only</source>
        <translation>仅本机</translation>
    </message>
    <message>
        <source>Where webhooks come in on this machine. A tunnel leads here.</source>
        <translation>Webhook 在本机的入口。隧道通向这里。</translation>
    </message>
    <message>
        <source>Whoever reaches this machine</source>
        <translation>任何能访问本机的人</translation>
    </message>
    <message>
        <source>rivermon listens there now.</source>
        <translation>rivermon 现在在那里监听。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message numerus="yes">
        <source>%n row(s) are too many to copy: export them instead.</source>
        <translation>
            <numerusform>%n 行太多，无法复制：请改用导出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>已复制 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was copied: the rows are no longer stored.</source>
        <translation>没有复制任何内容：这些行已不再保存。</translation>
    </message>
    <message>
        <source>Nothing was copied: {0}</source>
        <translation>没有复制任何内容：{0}</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>&amp;Back up now…</source>
        <translation>立即备份(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>数据库(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Move…</source>
        <translation>移动(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>恢复(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Settings file</source>
        <translation>设置文件(&amp;S)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Back up to</source>
        <translation>备份到</translation>
    </message>
    <message>
        <source>Back-ups (*.db)</source>
        <translation>备份 (*.db)</translation>
    </message>
    <message>
        <source>Backed up {0} records to {1} ({2}).</source>
        <translation>已将 {0} 条记录备份到 {1}（{2}）。</translation>
    </message>
    <message>
        <source>Changes end with this demo</source>
        <translation>更改随演示结束而失效</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Copying… {0} %</source>
        <translation>正在复制… {0}%</translation>
    </message>
    <message>
        <source>Everything that rivermon stores is in this one file. A back-up is a copy of it, made while rivermon goes on. To move the file or to restore a back-up, rivermon closes and opens again.</source>
        <translation>rivermon 存储的一切都在这一个文件中。备份是它的副本，在 rivermon 继续运行时生成。移动文件或恢复备份时，rivermon 会关闭并重新打开。</translation>
    </message>
    <message>
        <source>Keep what there is</source>
        <translation>保留现有内容</translation>
    </message>
    <message>
        <source>Looking at the back-up…</source>
        <translation>正在检查备份…</translation>
    </message>
    <message>
        <source>Move the database to</source>
        <translation>将数据库移动到</translation>
    </message>
    <message>
        <source>No log is kept in a file</source>
        <translation>没有写入文件的日志</translation>
    </message>
    <message>
        <source>Restore a back-up</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Restore “{0}”</source>
        <translation>恢复“{0}”</translation>
    </message>
    <message>
        <source>The back-up was cancelled; no file was made.</source>
        <translation>备份已取消；未生成文件。</translation>
    </message>
    <message>
        <source>rivermon closes, goes on with this back-up, and opens again. What is stored now is kept aside, under another name.</source>
        <translation>rivermon 会关闭，改用此备份，然后重新打开。现有内容会以其他名称保留在旁。</translation>
    </message>
    <message>
        <source>rivermon closes, moves the database, and opens again.</source>
        <translation>rivermon 会关闭，移动数据库，然后重新打开。</translation>
    </message>
    <message>
        <source>{0} on disk</source>
        <translation>磁盘占用 {0}</translation>
    </message>
</context>
<context>
    <name>DeliveryColumns</name>
    <message>
        <source>Again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>How large the body is</source>
        <translation>正文的大小</translation>
    </message>
    <message>
        <source>How long the answer took, without the disk&apos;s own time to write it down</source>
        <translation>应答所用的时间，不含磁盘写入的时间</translation>
    </message>
    <message>
        <source>How often the same webhook came once more</source>
        <translation>同一 Webhook 重复到达的次数</translation>
    </message>
    <message>
        <source>ModelRiver&apos;s own timestamp in local time, and from there to the receipt</source>
        <translation>ModelRiver 自己的时间戳（本地时间），以及到接收为止的时间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>The HTTP status that ModelRiver was answered</source>
        <translation>应答 ModelRiver 的 HTTP 状态</translation>
    </message>
    <message>
        <source>The scheme of the signature that matched, or the reason that none did</source>
        <translation>匹配的签名方案，或不匹配的原因</translation>
    </message>
    <message>
        <source>The type of the webhook</source>
        <translation>Webhook 的类型</translation>
    </message>
    <message>
        <source>The webhook does not say when it was sent</source>
        <translation>Webhook 未说明发送时间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>What became of the request</source>
        <translation>请求的处理结果</translation>
    </message>
    <message>
        <source>When the request was received, in local time</source>
        <translation>接收请求的时间（本地时间）</translation>
    </message>
    <message>
        <source>Whether ModelRiver&apos;s signature is right</source>
        <translation>ModelRiver 的签名是否正确</translation>
    </message>
    <message>
        <source>secret {0}</source>
        <translation>密钥 {0}</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>{0} until it was received</source>
        <translation>{0} 后收到</translation>
    </message>
</context>
<context>
    <name>DeliveryFields</name>
    <message>
        <source>Answered</source>
        <translation>已应答</translation>
    </message>
    <message>
        <source>Came again</source>
        <translation>重复到达</translation>
    </message>
    <message>
        <source>Came through</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Copy the delivery&apos;s channel</source>
        <translation>复制投递的通道</translation>
    </message>
    <message>
        <source>Delivery {0}</source>
        <translation>投递 {0}</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收时间</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>DeliveryWords</name>
    <message>
        <source>Never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>The webhook does not say when</source>
        <translation>Webhook 未说明时间</translation>
    </message>
    <message>
        <source>an address of this machine</source>
        <translation>本机的地址</translation>
    </message>
    <message>
        <source>the public address {0}</source>
        <translation>公网地址 {0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}，用时 {1}</translation>
    </message>
    <message>
        <source>{0} times</source>
        <translation>{0} 次</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
</context>
<context>
    <name>DetailHeading</name>
    <message>
        <source>Waits for approval {0}</source>
        <translation>等待批准 {0}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Arrow keys or j and k move, Esc lets go, End follows.</source>
        <translation>方向键或 j、k 移动，Esc 取消选择，End 跟随。</translation>
    </message>
    <message>
        <source>Could not be compared: one is no longer stored.</source>
        <translation>无法比较：其中一项已不再保存。</translation>
    </message>
    <message>
        <source>Could not be compared: {0}</source>
        <translation>无法比较：{0}</translation>
    </message>
    <message>
        <source>Could not be read again: {0}</source>
        <translation>无法重新读取：{0}</translation>
    </message>
    <message>
        <source>Details of what is selected</source>
        <translation>所选内容的详情</translation>
    </message>
    <message>
        <source>No longer stored</source>
        <translation>已不再保存</translation>
    </message>
    <message>
        <source>Select another one.</source>
        <translation>请选择另一项。</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Callback</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Parts of the details</source>
        <translation>详情的各部分</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>载荷</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>DetailWords</name>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Delivery {0}</source>
        <translation>投递 {0}</translation>
    </message>
    <message>
        <source>Reading the callback…</source>
        <translation>正在读取回调…</translation>
    </message>
    <message>
        <source>Reading the delivery…</source>
        <translation>正在读取投递…</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <source>Select a callback to see all of it.</source>
        <translation>选择一个回调以查看全部内容。</translation>
    </message>
    <message>
        <source>Select a delivery to see all of it.</source>
        <translation>选择一次投递以查看全部内容。</translation>
    </message>
    <message>
        <source>Select a record to see all of it.</source>
        <translation>选择一条记录以查看全部内容。</translation>
    </message>
    <message>
        <source>The callback could not be read.</source>
        <translation>无法读取回调。</translation>
    </message>
    <message>
        <source>The delivery could not be read.</source>
        <translation>无法读取投递。</translation>
    </message>
    <message>
        <source>The record could not be read.</source>
        <translation>无法读取记录。</translation>
    </message>
    <message>
        <source>This callback is no longer there.</source>
        <translation>这个回调已不存在。</translation>
    </message>
    <message>
        <source>This delivery is no longer there.</source>
        <translation>这次投递已不存在。</translation>
    </message>
    <message>
        <source>This record is no longer there.</source>
        <translation>这条记录已不存在。</translation>
    </message>
</context>
<context>
    <name>DiagnosisWords</name>
    <message>
        <source>A signature header came, but what it says is no signature.</source>
        <translation>收到了签名请求头，但其内容不是签名。</translation>
    </message>
    <message>
        <source>Does not match</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>It was found genuine when it came. With the secrets and settings of now it is not.</source>
        <translation>到达时被认定为真实。按现在的密钥和设置则不是。</translation>
    </message>
    <message>
        <source>It was turned away when it came. With the secrets and settings of now it is genuine: it can be taken in once more.</source>
        <translation>到达时被拒收。按现在的密钥和设置则为真实：可以再接收一次。</translation>
    </message>
    <message>
        <source>Matches secret {0}</source>
        <translation>与密钥 {0} 匹配</translation>
    </message>
    <message>
        <source>No webhook secret is configured, so no signature can be checked.</source>
        <translation>未配置 Webhook 密钥，因此无法检查签名。</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>未比较</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Replayed as delivery {0}: {1}, record {2}.</source>
        <translation>已重放为投递 {0}：{1}，记录 {2}。</translation>
    </message>
    <message>
        <source>Replayed as delivery {0}: {1}.</source>
        <translation>已重放为投递 {0}：{1}。</translation>
    </message>
    <message>
        <source>Secret {0} has spaces or line ends in it. Without them the signature would match.</source>
        <translation>密钥 {0} 中有空格或换行。去掉后签名即可匹配。</translation>
    </message>
    <message>
        <source>Signed with secret {0}, by the scheme {1}.</source>
        <translation>用密钥 {0} 按方案 {1} 签名。</translation>
    </message>
    <message>
        <source>The body was compressed or encoded. Signatures are those of plain bodies: it was not read, and not compared.</source>
        <translation>正文经过压缩或编码。签名针对的是原始正文：因此没有读取，也没有比较。</translation>
    </message>
    <message>
        <source>The body was larger than rivermon takes. It was not read, and not compared.</source>
        <translation>正文超过 rivermon 接收的大小。没有读取，也没有比较。</translation>
    </message>
    <message>
        <source>The signature is right, but the request was too old when it came.</source>
        <translation>签名正确，但请求到达时已过旧。</translation>
    </message>
    <message>
        <source>The signature is right.</source>
        <translation>签名正确。</translation>
    </message>
    <message>
        <source>The signature is that of the same JSON in another format, with secret {0}: something on the way, such as a proxy, rewrote the body.</source>
        <translation>该签名属于另一种格式的同一 JSON（密钥 {0}）：途中有代理之类改写了正文。</translation>
    </message>
    <message>
        <source>The signature is well-formed, but no configured secret gives it for these bytes: another secret was used, or the request was changed on its way.</source>
        <translation>签名格式正确，但已配置的密钥都无法由这些字节得出它：使用了其他密钥，或请求在途中被改动。</translation>
    </message>
    <message>
        <source>There is no signature header: neither mr-signature nor X-ModelRiver-Signature came.</source>
        <translation>没有签名请求头：mr-signature 和 X-ModelRiver-Signature 都未出现。</translation>
    </message>
    <message>
        <source>This is no signature: those are 64 hexadecimal digits, and other signs are among these.</source>
        <translation>这不是签名：签名应为 64 位十六进制数字，而这里含有其他字符。</translation>
    </message>
    <message>
        <source>This is no signature: those are 64 hexadecimal digits, here are {0} signs.</source>
        <translation>这不是签名：签名应为 64 位十六进制数字，这里有 {0} 个字符。</translation>
    </message>
    <message>
        <source>X-ModelRiver-Signature came without X-ModelRiver-Timestamp. The timestamp is part of what is signed, so nothing can be compared.</source>
        <translation>有 X-ModelRiver-Signature 却没有 X-ModelRiver-Timestamp。时间戳是被签名内容的一部分，因此无法比较。</translation>
    </message>
    <message>
        <source>did not come</source>
        <translation>未出现</translation>
    </message>
    <message>
        <source>not known: the body was not read</source>
        <translation>未知：没有读取正文</translation>
    </message>
    <message>
        <source>nothing: the body has no “data”</source>
        <translation>无：正文没有“data”</translation>
    </message>
    <message>
        <source>nothing: the header is empty</source>
        <translation>无：请求头为空</translation>
    </message>
    <message>
        <source>nothing: there is no X-ModelRiver-Timestamp header</source>
        <translation>无：没有 X-ModelRiver-Timestamp 请求头</translation>
    </message>
    <message>
        <source>secret {0} is blank and never used</source>
        <translation>密钥 {0} 为空，从不使用</translation>
    </message>
    <message>
        <source>the body as it came</source>
        <translation>到达时的正文</translation>
    </message>
    <message>
        <source>the timestamp, a full stop, and the body as it came</source>
        <translation>时间戳、一个句点和到达时的正文</translation>
    </message>
    <message>
        <source>the timestamp, a full stop, and the body&apos;s data as JavaScript writes it</source>
        <translation>时间戳、一个句点和按 JavaScript 写法的正文 data</translation>
    </message>
    <message>
        <source>the timestamp, a full stop, and the body&apos;s data as it came</source>
        <translation>时间戳、一个句点和到达时的正文 data</translation>
    </message>
    <message>
        <source>{0} ({1} bytes)</source>
        <translation>{0}（{1} 字节）</translation>
    </message>
    <message>
        <source>{0} at the receipt</source>
        <translation>接收时 {0}</translation>
    </message>
    <message>
        <source>{0} with secret {1}</source>
        <translation>{0}，密钥 {1}</translation>
    </message>
</context>
<context>
    <name>DifferenceList</name>
    <message>
        <source>Copy left value</source>
        <translation>复制左侧的值</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy right value</source>
        <translation>复制右侧的值</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>DifferenceWords</name>
    <message>
        <source>(empty text)</source>
        <translation>（空文本）</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>以及更多</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>only left</source>
        <translation>仅左侧</translation>
    </message>
    <message>
        <source>only right</source>
        <translation>仅右侧</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>the whole</source>
        <translation>整体</translation>
    </message>
    <message>
        <source>{0} different</source>
        <translation>{0} 处不同</translation>
    </message>
    <message>
        <source>{0} only left</source>
        <translation>{0} 处仅左侧</translation>
    </message>
    <message>
        <source>{0} only right</source>
        <translation>{0} 处仅右侧</translation>
    </message>
    <message>
        <source>{0} the same</source>
        <translation>{0} 处相同</translation>
    </message>
</context>
<context>
    <name>DoneWords</name>
    <message numerus="yes">
        <source>%n callback(s)</source>
        <translation>
            <numerusform>%n 个回调</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n callback(s) sent again.</source>
        <translation>
            <numerusform>已再次发送 %n 个回调。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries</source>
        <translation>
            <numerusform>%n 次投递</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>1 delivery</source>
        <translation>1 次投递</translation>
    </message>
    <message numerus="yes">
        <source>Approved %n.</source>
        <translation>
            <numerusform>已批准 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Approved: {0}</source>
        <translation>已批准：{0}</translation>
    </message>
    <message>
        <source>Deleted: {0}.</source>
        <translation>已删除：{0}。</translation>
    </message>
    <message>
        <source>Delivery {0} was taken in again as delivery {1}: {2}, record {3}.</source>
        <translation>投递 {0} 已作为投递 {1} 再次接收：{2}，记录 {3}。</translation>
    </message>
    <message>
        <source>Delivery {0} was taken in again as delivery {1}: {2}.</source>
        <translation>投递 {0} 已作为投递 {1} 再次接收：{2}。</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>没有删除任何内容。</translation>
    </message>
    <message>
        <source>Nothing was sent again.</source>
        <translation>没有再次发送任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>Pinned %n.</source>
        <translation>
            <numerusform>已固定 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pinned.</source>
        <translation>已固定。</translation>
    </message>
    <message numerus="yes">
        <source>Rejected %n.</source>
        <translation>
            <numerusform>已拒绝 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rejected: {0}</source>
        <translation>已拒绝：{0}</translation>
    </message>
    <message>
        <source>Sent again: {0}</source>
        <translation>已再次发送：{0}</translation>
    </message>
    <message>
        <source>The note was kept.</source>
        <translation>备注已保存。</translation>
    </message>
    <message numerus="yes">
        <source>Unpinned %n.</source>
        <translation>
            <numerusform>已取消固定 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Unpinned.</source>
        <translation>已取消固定。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Command that forwards live webhooks</source>
        <translation>转发实时 Webhook 的命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the URL</source>
        <translation>复制 URL</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Enter the webhook secret…</source>
        <translation>输入 Webhook 密钥…</translation>
    </message>
    <message>
        <source>Give ModelRiver this webhook URL</source>
        <translation>将此 Webhook URL 填入 ModelRiver</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>未在监听</translation>
    </message>
    <message>
        <source>Open the settings where the secrets are</source>
        <translation>打开设置中的密钥页</translation>
    </message>
    <message>
        <source>Or, on this machine alone, forward live webhooks</source>
        <translation>或者，仅在本机上转发实时 Webhook</translation>
    </message>
    <message>
        <source>Records appear here as soon as ModelRiver delivers generated content, with the state of the callback that brings it back.</source>
        <translation>ModelRiver 投递生成的内容后，记录就会出现在这里，并显示将其带回的回调的状态。</translation>
    </message>
    <message>
        <source>Send a signed webhook to this rivermon over HTTP</source>
        <translation>通过 HTTP 向此 rivermon 发送一个已签名的 Webhook</translation>
    </message>
    <message>
        <source>Send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>This window only watches. Records appear here as soon as the rivermon that listens takes them in.</source>
        <translation>此窗口只用于观察。正在监听的 rivermon 接收记录后，记录就会出现在这里。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try once more to listen</source>
        <translation>再次尝试监听</translation>
    </message>
    <message>
        <source>Waiting for the first webhook</source>
        <translation>正在等待第一个 Webhook</translation>
    </message>
    <message>
        <source>Webhook URL</source>
        <translation>Webhook URL</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n row(s) written to {0}.</source>
        <translation>
            <numerusform>已将 %n 行写入 {0}。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>CSV: for spreadsheets</source>
        <translation>CSV：用于电子表格</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>选择要写入的文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Everything in this view</source>
        <translation>此视图中的全部内容</translation>
    </message>
    <message>
        <source>Everything that matches the filter</source>
        <translation>与筛选条件匹配的全部内容</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>JSON Lines: one row a line</source>
        <translation>JSON Lines：每行一条</translation>
    </message>
    <message>
        <source>JSON: one array</source>
        <translation>JSON：一个数组</translation>
    </message>
    <message>
        <source>Leave signatures and credentials in</source>
        <translation>保留签名和凭据</translation>
    </message>
    <message>
        <source>Looking for rows: {0} found</source>
        <translation>正在查找行：已找到 {0}</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>导出已取消；没有写入文件。</translation>
    </message>
    <message>
        <source>This file is there, and will be replaced.</source>
        <translation>此文件已存在，将被替换。</translation>
    </message>
    <message numerus="yes">
        <source>What is selected: %n row(s)</source>
        <translation>
            <numerusform>所选内容：%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>哪些行</translation>
    </message>
    <message>
        <source>Whoever has a webhook with its signature can send it once more.</source>
        <translation>任何人拿到带签名的 Webhook，都可以再次发送它。</translation>
    </message>
    <message>
        <source>{0} of {1} rows written</source>
        <translation>已写入 {0} / {1} 行</translation>
    </message>
</context>
<context>
    <name>FailureCauses</name>
    <message>
        <source>Failures by cause</source>
        <translation>按原因分类的失败</translation>
    </message>
    <message>
        <source>Nothing failed in {0}.</source>
        <translation>{0}内没有失败。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message numerus="yes">
        <source>and %n more cause(s)</source>
        <translation>
            <numerusform>以及另外 %n 种原因</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>已选择 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows in this view</source>
        <translation>此视图中的行数</translation>
    </message>
    <message>
        <source>Rows that match, of all in this view</source>
        <translation>匹配的行数，以及此视图中的总行数</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>清除筛选（Esc）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>筛选（Ctrl+F）</translation>
    </message>
    <message>
        <source>Filter: words, event:…, status:failed</source>
        <translation>筛选：词语、event:…、status:failed</translation>
    </message>
</context>
<context>
    <name>FilterCompleter</name>
    <message>
        <source>What can be typed here</source>
        <translation>此处可输入的内容</translation>
    </message>
</context>
<context>
    <name>FilterNameDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选</translation>
    </message>
</context>
<context>
    <name>FirstWebhook</name>
    <message>
        <source>A webhook came, and was refused</source>
        <translation>收到一个 Webhook，但已拒绝</translation>
    </message>
    <message>
        <source>It has arrived</source>
        <translation>已收到</translation>
    </message>
    <message>
        <source>It is genuine, and stored with the deliveries.</source>
        <translation>它是真实的，已存入投递。</translation>
    </message>
    <message>
        <source>Its callback: {0}.</source>
        <translation>其回调：{0}。</translation>
    </message>
    <message>
        <source>Its callback: {0}. {1}</source>
        <translation>其回调：{0}。{1}</translation>
    </message>
    <message>
        <source>Look at the secrets</source>
        <translation>查看密钥</translation>
    </message>
    <message>
        <source>Run a workflow in ModelRiver: what it generates appears here at once. Or send a test webhook from here, signed with your secret.</source>
        <translation>在 ModelRiver 中运行一个工作流：它生成的内容会立即出现在这里。或从这里发送一个用您的密钥签名的测试 Webhook。</translation>
    </message>
    <message>
        <source>Send a signed webhook to this rivermon over HTTP</source>
        <translation>通过 HTTP 向此 rivermon 发送一个已签名的 Webhook</translation>
    </message>
    <message>
        <source>Send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Waiting for the first webhook…</source>
        <translation>正在等待第一个 Webhook…</translation>
    </message>
    <message>
        <source>{0} If ModelRiver sent it, compare the webhook secret with the console&apos;s.</source>
        <translation>{0}如果是 ModelRiver 发送的，请将 Webhook 密钥与控制台中的比对。</translation>
    </message>
    <message>
        <source>“{0}” is genuine, and stored as record {1}.</source>
        <translation>“{0}”是真实的，已存为记录 {1}。</translation>
    </message>
    <message>
        <source>“{0}” is genuine, and stored with the deliveries.</source>
        <translation>“{0}”是真实的，已存入投递。</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Enter the webhook URL below in ModelRiver&apos;s console. From now on everything works by itself.</source>
        <translation>在 ModelRiver 控制台中填入下面的 Webhook URL。此后一切自动进行。</translation>
    </message>
    <message>
        <source>Guided start</source>
        <translation>入门向导</translation>
    </message>
    <message>
        <source>Look at the demo</source>
        <translation>查看演示</translation>
    </message>
    <message>
        <source>ModelRiver needs a public address that leads to this machine. A tunnel gives you one; rivermon starts it, watches it, and ends it.</source>
        <translation>ModelRiver 需要一个通向本机的公网地址。隧道可以提供；rivermon 会启动、监视并结束它。</translation>
    </message>
    <message>
        <source>ModelRiver signs every webhook with its secret, and rivermon takes in nothing that is not signed. You find the secret in ModelRiver&apos;s console, in your project&apos;s Webhooks.</source>
        <translation>ModelRiver 用密钥为每个 Webhook 签名，rivermon 不接收任何未签名的内容。密钥位于 ModelRiver 控制台中您项目的 Webhooks 页面。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Open one more rivermon with a simulated ModelRiver; this one goes on</source>
        <translation>另外打开一个带模拟 ModelRiver 的 rivermon；当前的继续运行</translation>
    </message>
    <message>
        <source>Skip the guide</source>
        <translation>跳过向导</translation>
    </message>
    <message>
        <source>The demo could not be started.</source>
        <translation>无法启动演示。</translation>
    </message>
    <message>
        <source>With an API key of your project rivermon tells ModelRiver that content was stored. Without one webhooks still come in, and their callbacks wait.</source>
        <translation>有了您项目的 API 密钥，rivermon 会告知 ModelRiver 内容已存储。没有它，Webhook 仍会收到，但其回调会等待。</translation>
    </message>
</context>
<context>
    <name>GuideSteps</name>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>First webhook</source>
        <translation>第一个 Webhook</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>第 {0} 步，共 {1} 步：{2}</translation>
    </message>
    <message>
        <source>Webhook secret</source>
        <translation>Webhook 密钥</translation>
    </message>
    <message>
        <source>{0}, done</source>
        <translation>{0}，已完成</translation>
    </message>
</context>
<context>
    <name>HeadersTab</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all headers</source>
        <translation>复制全部请求头</translation>
    </message>
    <message>
        <source>Headers of the webhook</source>
        <translation>Webhook 的请求头</translation>
    </message>
</context>
<context>
    <name>HeadersTable</name>
    <message>
        <source>Header</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>HeadingMarks</name>
    <message>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Replay of delivery {0}</source>
        <translation>投递 {0} 的重放</translation>
    </message>
</context>
<context>
    <name>HealthBoard</name>
    <message>
        <source>Answer time</source>
        <translation>应答时间</translation>
    </message>
    <message>
        <source>Bad above 5 %.</source>
        <translation>高于 5% 为差。</translation>
    </message>
    <message>
        <source>Callback time</source>
        <translation>回调时间</translation>
    </message>
    <message>
        <source>Excellent below 200 ms, fine to 1 s, slow to 5 s, risky above.</source>
        <translation>200 毫秒以下优秀，1 秒以内正常，5 秒以内缓慢，以上有风险。</translation>
    </message>
    <message>
        <source>Good above 99 %, a warning from 95 %, critical below.</source>
        <translation>99% 以上良好，95% 起警告，以下严重。</translation>
    </message>
    <message>
        <source>How many came, by their outcome. Shaded: the listener was down.</source>
        <translation>按结果统计到达的数量。阴影：监听中断。</translation>
    </message>
    <message>
        <source>Redelivery rate</source>
        <translation>重新投递率</translation>
    </message>
    <message>
        <source>Success rate</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhook</translation>
    </message>
</context>
<context>
    <name>HealthCharts</name>
    <message>
        <source>Callbacks succeeded</source>
        <translation>回调成功率</translation>
    </message>
    <message>
        <source>In {0}, half took no longer than {1}, and 99 of 100 no longer than {2}.</source>
        <translation>{0}内，一半不超过 {1}，100 次中有 99 次不超过 {2}。</translation>
    </message>
    <message>
        <source>In {0}, {1} of webhooks were redeliveries.</source>
        <translation>{0}内，{1} 的 Webhook 是重新投递。</translation>
    </message>
    <message>
        <source>In {0}, {1} of webhooks were taken in, and {2} of callbacks succeeded.</source>
        <translation>{0}内，接收了 {1} 的 Webhook，{2} 的回调成功。</translation>
    </message>
    <message>
        <source>No callback was answered in {0}.</source>
        <translation>{0}内没有回调得到应答。</translation>
    </message>
    <message>
        <source>No webhooks in {0}.</source>
        <translation>{0}内没有 Webhook。</translation>
    </message>
    <message>
        <source>Redeliveries</source>
        <translation>重新投递</translation>
    </message>
    <message>
        <source>Webhooks taken in</source>
        <translation>已接收的 Webhook</translation>
    </message>
    <message>
        <source>{0} webhooks in {1}: {2}.</source>
        <translation>{1}内有 {0} 个 Webhook：{2}。</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>The charts cannot be drawn: {0}</source>
        <translation>无法绘制图表：{0}</translation>
    </message>
    <message>
        <source>The figures could not be read: {0}</source>
        <translation>无法读取数据：{0}</translation>
    </message>
    <message>
        <source>What is shown is from {0}.</source>
        <translation>显示的是 {0} 的数据。</translation>
    </message>
</context>
<context>
    <name>HealthTiles</name>
    <message>
        <source>Answer p50 / p99</source>
        <translation>应答 p50 / p99</translation>
    </message>
    <message>
        <source>Bad above 5 %.</source>
        <translation>高于 5% 为差。</translation>
    </message>
    <message>
        <source>Callback p50 / p99</source>
        <translation>回调 p50 / p99</translation>
    </message>
    <message>
        <source>Callbacks that ModelRiver took.</source>
        <translation>ModelRiver 收下的回调。</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>已回调</translation>
    </message>
    <message>
        <source>Excellent below 200 ms, fine to 1 s, slow to 5 s, risky above.</source>
        <translation>200 毫秒以下优秀，1 秒以内正常，5 秒以内缓慢，以上有风险。</translation>
    </message>
    <message>
        <source>From a webhook&apos;s receipt to the last answer; graded by what 99 of 100 need.</source>
        <translation>从接收 Webhook 到最后的应答；按 100 次中 99 次所需的时间评级。</translation>
    </message>
    <message>
        <source>From the whole request to its commit; graded by what 99 of 100 need.</source>
        <translation>从收到完整请求到提交；按 100 次中 99 次所需的时间评级。</translation>
    </message>
    <message>
        <source>Good above 99 %, a warning from 95 %, critical below.</source>
        <translation>99% 以上良好，95% 起警告，以下严重。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Redelivered</source>
        <translation>重新投递</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Webhooks that had come before, of those taken in.</source>
        <translation>已接收的 Webhook 中之前到达过的。</translation>
    </message>
    <message>
        <source>Webhooks that were taken in.</source>
        <translation>已接收的 Webhook。</translation>
    </message>
    <message>
        <source>half / 99 of 100</source>
        <translation>一半 / 100 次中 99 次</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln callback(s)</source>
        <translation>
            <numerusform>共 %Ln 个回调</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln webhook(s)</source>
        <translation>
            <numerusform>共 %Ln 个 Webhook</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} came again</source>
        <translation>{0} 个重复到达</translation>
    </message>
</context>
<context>
    <name>HealthWords</name>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>&lt;0.1 %</source>
        <translation>&lt;0.1%</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Excellent</source>
        <translation>优秀</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Risky</source>
        <translation>有风险</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>缓慢</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>the last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>the last 5 minutes</source>
        <translation>最近 5 分钟</translation>
    </message>
    <message>
        <source>the last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>最近 1 小时</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>HeldSecretRow</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Label (optional)</source>
        <translation>标签（可选）</translation>
    </message>
    <message>
        <source>Label of {0}</source>
        <translation>{0} 的标签</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move {0} up</source>
        <translation>上移{0}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>secret {0}</source>
        <translation>密钥 {0}</translation>
    </message>
</context>
<context>
    <name>HostsPage</name>
    <message>
        <source>&amp;One more host</source>
        <translation>另一个主机(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>A&amp;llow</source>
        <translation>允许(&amp;L)</translation>
    </message>
    <message>
        <source>Allowed &amp;hosts</source>
        <translation>允许的主机(&amp;H)</translation>
    </message>
    <message>
        <source>One more host</source>
        <translation>另一个主机</translation>
    </message>
    <message>
        <source>The API key travels with every callback, so callbacks go to these hosts only: by https, and by plain http to this machine. What is for another host waits.</source>
        <translation>每次回调都会携带 API 密钥，因此回调只发往这些主机：使用 https，发往本机时可用普通 http。发往其他主机的回调会等待。</translation>
    </message>
    <message>
        <source>host or host:port</source>
        <translation>主机 或 主机:端口</translation>
    </message>
</context>
<context>
    <name>JsonChanges</name>
    <message>
        <source>Another type: {0}.</source>
        <translation>类型不同：{0}。</translation>
    </message>
    <message>
        <source>Removed: {0}.</source>
        <translation>已移除：{0}。</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>{0} ({1}, was {2})</source>
        <translation>{0}（{1}，原为 {2}）</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} 以及另外 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JsonColumn</name>
    <message>
        <source>The value in the customer&apos;s data at {0}</source>
        <translation>客户数据中 {0} 处的值</translation>
    </message>
    <message>
        <source>The value in the generated content at {0}</source>
        <translation>生成内容中 {0} 处的值</translation>
    </message>
</context>
<context>
    <name>JsonEditor</name>
    <message>
        <source>A JSON object. Tab leaves the field.</source>
        <translation>一个 JSON 对象。按 Tab 离开此字段。</translation>
    </message>
    <message>
        <source>Given twice, the last one counts: {0}.</source>
        <translation>重复出现，以最后一个为准：{0}。</translation>
    </message>
    <message>
        <source>Line {0}, column {1}: {2}.</source>
        <translation>第 {0} 行第 {1} 列：{2}。</translation>
    </message>
</context>
<context>
    <name>JsonReading</name>
    <message>
        <source>\ cannot stand before this; for the sign itself write \\</source>
        <translation>\ 不能位于此处之前；要输入该符号本身，请写 \\</translation>
    </message>
    <message>
        <source>a colon is missing between the key and its value</source>
        <translation>键与值之间缺少冒号</translation>
    </message>
    <message>
        <source>a comma, or the end of what was opened, is missing before this</source>
        <translation>此处之前缺少逗号或结束符号</translation>
    </message>
    <message>
        <source>a key in &quot;quotes&quot; must stand here</source>
        <translation>此处必须是用 &quot;引号&quot; 括起的键</translation>
    </message>
    <message>
        <source>a tab cannot stand in a text; write \t</source>
        <translation>文本中不能有制表符；请写 \t</translation>
    </message>
    <message>
        <source>a value must stand here: a text, a number, true, false, null, { or [</source>
        <translation>此处必须是一个值：文本、数字、true、false、null、{ 或 [</translation>
    </message>
    <message>
        <source>it ends too early: something that was opened is not closed</source>
        <translation>结束得太早：有未闭合的部分</translation>
    </message>
    <message>
        <source>it must be an object, { … }; this is a list</source>
        <translation>必须是对象 { … }；这是一个列表</translation>
    </message>
    <message>
        <source>it must be an object, { … }; this is a single value</source>
        <translation>必须是对象 { … }；这是单个值</translation>
    </message>
    <message>
        <source>texts and keys stand in &quot;straight quotes&quot;</source>
        <translation>文本和键要用 &quot;直引号&quot; 括起</translation>
    </message>
    <message>
        <source>the line ends within a text; close it with &quot;, or write \n</source>
        <translation>该行在文本中间结束；请用 &quot; 闭合，或写 \n</translation>
    </message>
    <message>
        <source>the number {0} is too large</source>
        <translation>数字 {0} 太大</translation>
    </message>
    <message>
        <source>the object ends before this</source>
        <translation>对象在此处之前已结束</translation>
    </message>
    <message>
        <source>there are too many levels in each other</source>
        <translation>嵌套层级过多</translation>
    </message>
    <message>
        <source>there is a comma too many before the end</source>
        <translation>结尾之前多了一个逗号</translation>
    </message>
    <message>
        <source>there is a comma too many before the {0}</source>
        <translation>{0} 之前多了一个逗号</translation>
    </message>
    <message>
        <source>there is nothing; the least is {}</source>
        <translation>没有内容；至少要有 {}</translation>
    </message>
    <message>
        <source>this invisible sign cannot stand in a text</source>
        <translation>文本中不能有这个不可见字符</translation>
    </message>
    <message>
        <source>this is half of a pair that stands for one character</source>
        <translation>这是表示一个字符的代理对的一半</translation>
    </message>
    <message>
        <source>this is over 1 MB, too much to be edited</source>
        <translation>超过 1 MB，过大而无法编辑</translation>
    </message>
    <message>
        <source>this text has no &quot; at its end</source>
        <translation>此文本末尾缺少 &quot;</translation>
    </message>
    <message>
        <source>{0} is not a JSON value</source>
        <translation>{0} 不是 JSON 值</translation>
    </message>
</context>
<context>
    <name>JsonTree</name>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>KeptChanges</name>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discard the changes to other records</source>
        <translation>放弃对其他记录的修改</translation>
    </message>
    <message>
        <source>Unsent changes are kept for {0}.</source>
        <translation>已为 {0} 保留未发送的修改。</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>A page up or down</source>
        <translation>上移或下移一页</translation>
    </message>
    <message>
        <source>Add a row, or leave it out</source>
        <translation>添加一行或去掉一行</translation>
    </message>
    <message>
        <source>Allow the host of a held callback</source>
        <translation>允许暂缓回调的主机</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Approve what is edited; keep a note</source>
        <translation>批准编辑的内容；保存备注</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Choose the test webhook</source>
        <translation>选择测试 Webhook</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Copy the path to it</source>
        <translation>复制其路径</translation>
    </message>
    <message>
        <source>Copy the payload&apos;s value</source>
        <translation>复制载荷中的值</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>↓</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the payload</source>
        <translation>在载荷中查找</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>Follow the newest</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>From the filter to the table</source>
        <translation>从筛选框到表格</translation>
    </message>
    <message>
        <source>Go to the filter</source>
        <translation>转到筛选框</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>←</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Next failure</source>
        <translation>下一个失败</translation>
    </message>
    <message>
        <source>One row down</source>
        <translation>下移一行</translation>
    </message>
    <message>
        <source>One row up</source>
        <translation>上移一行</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>Pause the view, not the storing</source>
        <translation>暂停视图，不影响保存</translation>
    </message>
    <message>
        <source>Previous failure</source>
        <translation>上一个失败</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select one more</source>
        <translation>多选一行</translation>
    </message>
    <message>
        <source>Selected rows</source>
        <translation>所选行</translation>
    </message>
    <message>
        <source>Send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The details&apos; tabs</source>
        <translation>详情的标签页</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>此列表</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>默认文字大小</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>What can be done with the rows</source>
        <translation>可对这些行执行的操作</translation>
    </message>
    <message>
        <source>What can be typed here</source>
        <translation>此处可输入的内容</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Size of the te&amp;xt</source>
        <translation>文字大小(&amp;X)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
</context>
<context>
    <name>LossLedger</name>
    <message numerus="yes">
        <source>%Ln replay(s) that you asked for are not counted.</source>
        <translation>
            <numerusform>您要求的 %Ln 次重放不计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Callbacks owed</source>
        <translation>应回调</translation>
    </message>
    <message>
        <source>How long the listener is up is noted from its next start on.</source>
        <translation>监听时长从下次启动起记录。</translation>
    </message>
    <message>
        <source>It does not add up</source>
        <translation>账目不符</translation>
    </message>
    <message>
        <source>Loss ledger</source>
        <translation>损失账目</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>没有缺失</translation>
    </message>
    <message>
        <source>Since this database was made</source>
        <translation>自此数据库创建以来</translation>
    </message>
    <message>
        <source>The listener was down for {0} in all since {1}.</source>
        <translation>自 {1} 以来，监听共中断 {0}。</translation>
    </message>
    <message>
        <source>The listener was never down since {0}.</source>
        <translation>自 {0} 以来，监听从未中断。</translation>
    </message>
    <message>
        <source>Webhooks received</source>
        <translation>收到的 Webhook</translation>
    </message>
    <message>
        <source>While it was up, the public address was down for {0} in all.</source>
        <translation>监听期间，公网地址共中断 {0}。</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>held</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已留存</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>rejected, deleted to make room</source>
        <translation>已拒绝，为腾出空间而删除</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>About rivermon</source>
        <translation>关于 rivermon</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Approval rules…</source>
        <translation>批准规则…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Guided start…</source>
        <translation>入门向导…</translation>
    </message>
    <message>
        <source>Keep listening when the window is closed</source>
        <translation>关闭窗口后继续监听</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>菜单（F10）</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Opens the menu of rivermon</source>
        <translation>打开 rivermon 的菜单</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Send a test webhook…</source>
        <translation>发送测试 Webhook…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Text size: {0} %</source>
        <translation>文字大小：{0}%</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>rivermon {0}</source>
        <translation>rivermon {0}</translation>
    </message>
    <message>
        <source>rivermon {0} (watching)</source>
        <translation>rivermon {0}（观察）</translation>
    </message>
</context>
<context>
    <name>MomentWords</name>
    <message>
        <source>&lt;1 ms</source>
        <translation>&lt;1 毫秒</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>{0}后</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>{0}前</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 天 {1} 小时</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分</translation>
    </message>
    <message>
        <source>{0} local</source>
        <translation>{0} 本地时间</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} 毫秒</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>NewRowsPill</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln 条新内容</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new: follow</source>
        <translation>
            <numerusform>%Ln 条新内容：跟随</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the newest records and follow them (End)</source>
        <translation>显示最新记录并跟随（End）</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>&amp;Note on {0}</source>
        <translation>{0} 的备注(&amp;N)</translation>
    </message>
    <message>
        <source>Anything that is good to know about it</source>
        <translation>关于它值得记下的任何内容</translation>
    </message>
    <message>
        <source>Ctrl+Return keeps it</source>
        <translation>按 Ctrl+回车 保存</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on {0}</source>
        <translation>{0} 的备注</translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message numerus="yes">
        <source>%Ln callbacks failed</source>
        <translation>
            <numerusform>%Ln 个回调失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records wait for your approval</source>
        <translation>
            <numerusform>%Ln 条记录等待您的批准</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln webhooks were refused</source>
        <translation>
            <numerusform>%Ln 个 Webhook 被拒绝</numerusform>
        </translation>
    </message>
    <message>
        <source>A callback failed</source>
        <translation>一个回调失败</translation>
    </message>
    <message>
        <source>A webhook was refused</source>
        <translation>一个 Webhook 被拒绝</translation>
    </message>
    <message>
        <source>Check that ModelRiver still sends them here.</source>
        <translation>请检查 ModelRiver 是否仍向这里发送。</translation>
    </message>
    <message>
        <source>Click its icon to open the window. Quit, in the icon&apos;s menu, ends it.</source>
        <translation>点击其图标可打开窗口。图标菜单中的“退出”会结束它。</translation>
    </message>
    <message>
        <source>Click to see why.</source>
        <translation>点击查看原因。</translation>
    </message>
    <message>
        <source>Content that waits for approval</source>
        <translation>等待批准的内容</translation>
    </message>
    <message>
        <source>Content waits for your approval</source>
        <translation>有内容等待您的批准</translation>
    </message>
    <message>
        <source>Failed callbacks</source>
        <translation>失败的回调</translation>
    </message>
    <message>
        <source>If ModelRiver sent it, check the webhook secret in Settings.</source>
        <translation>如果确由 ModelRiver 发送，请检查“设置”中的 Webhook 密钥。</translation>
    </message>
    <message>
        <source>ModelRiver waits for 5 minutes.</source>
        <translation>ModelRiver 会等待 5 分钟。</translation>
    </message>
    <message>
        <source>No webhook can come in by it.</source>
        <translation>Webhook 无法由此进入。</translation>
    </message>
    <message numerus="yes">
        <source>No webhook for %Ln min</source>
        <translation>
            <numerusform>%Ln 分钟没有 Webhook</numerusform>
        </translation>
    </message>
    <message>
        <source>No webhook is taken in until then.</source>
        <translation>在此之前不接收任何 Webhook。</translation>
    </message>
    <message>
        <source>Refused webhooks</source>
        <translation>被拒绝的 Webhook</translation>
    </message>
    <message>
        <source>The database is in trouble</source>
        <translation>数据库出现问题</translation>
    </message>
    <message>
        <source>The first: {0} {1}</source>
        <translation>第一个：{0} {1}</translation>
    </message>
    <message>
        <source>The first: {0}. {1}</source>
        <translation>第一个：{0}。{1}</translation>
    </message>
    <message>
        <source>The public address is down</source>
        <translation>公网地址已中断</translation>
    </message>
    <message>
        <source>Trouble with the database</source>
        <translation>数据库问题</translation>
    </message>
    <message>
        <source>Trouble with the public address</source>
        <translation>公网地址出现问题</translation>
    </message>
    <message>
        <source>Unusual silence</source>
        <translation>异常安静</translation>
    </message>
    <message numerus="yes">
        <source>Usually %Ln come in an hour.</source>
        <translation>
            <numerusform>通常每小时有 %Ln 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>rivermon goes on listening</source>
        <translation>rivermon 继续监听</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
</context>
<context>
    <name>NoticesPage</name>
    <message>
        <source>At login it starts with these settings, without {0}.</source>
        <translation>登录时按此处的设置启动，不带 {0}。</translation>
    </message>
    <message>
        <source>It waits in the tray then, without a window, where the desktop has a tray</source>
        <translation>启动后不显示窗口，在系统托盘中等候（需桌面有系统托盘）</translation>
    </message>
    <message>
        <source>Keep listening when the window is closed</source>
        <translation>关闭窗口后继续监听</translation>
    </message>
    <message>
        <source>Start rivermon when you log in</source>
        <translation>登录时启动 rivermon</translation>
    </message>
    <message>
        <source>Where the desktop has a tray; its icon opens the window again</source>
        <translation>适用于有系统托盘的桌面；点击其图标可重新打开窗口</translation>
    </message>
    <message>
        <source>While nobody looks at the window the desktop tells of these, at most once a minute; a click opens what it is about.</source>
        <translation>无人查看窗口时，桌面会就以下情况发出通知，每分钟最多一次；点击即可打开相关内容。</translation>
    </message>
</context>
<context>
    <name>OutcomeLook</name>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>It was kept as it came; it brought no content to make a record of.</source>
        <translation>已按原样留存；其中没有可生成记录的内容。</translation>
    </message>
    <message>
        <source>It was turned away, and nothing of it was used.</source>
        <translation>已被拒收，其内容未被使用。</translation>
    </message>
    <message>
        <source>Its content was stored as a record.</source>
        <translation>其内容已保存为记录。</translation>
    </message>
    <message>
        <source>Its signature is right, but its body cannot be read.</source>
        <translation>签名正确，但正文无法读取。</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已留存</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>The same webhook had come before. It was not stored a second time.</source>
        <translation>同一 Webhook 之前已到达，没有重复保存。</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Callbacks</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
</context>
<context>
    <name>PathDialog</name>
    <message>
        <source>A place in the webhook&apos;s &amp;JSON</source>
        <translation>Webhook JSON 中的位置(&amp;J)</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>data.year or customer.user_id</source>
        <translation>data.year 或 customer.user_id</translation>
    </message>
</context>
<context>
    <name>PayloadTab</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>复制显示的内容</translation>
    </message>
    <message>
        <source>Payload as raw text</source>
        <translation>原始文本载荷</translation>
    </message>
    <message>
        <source>Payload laid out</source>
        <translation>排版后的载荷</translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation>排版</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Show the payload as a tree</source>
        <translation>以树形显示载荷</translation>
    </message>
    <message>
        <source>Show the payload as it came</source>
        <translation>按到达时的原样显示载荷</translation>
    </message>
    <message>
        <source>Show the payload laid out on lines</source>
        <translation>分行排版显示载荷</translation>
    </message>
    <message>
        <source>The body is empty.</source>
        <translation>正文为空。</translation>
    </message>
    <message>
        <source>This body is large: it is shown as it came until you ask for more.</source>
        <translation>此正文很大：在您要求之前按原样显示。</translation>
    </message>
    <message>
        <source>This body is nested too deeply to be laid out.</source>
        <translation>此正文嵌套过深，无法排版。</translation>
    </message>
    <message>
        <source>This body is not JSON. It is shown as it came.</source>
        <translation>此正文不是 JSON，按原样显示。</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树形</translation>
    </message>
</context>
<context>
    <name>PayloadTree</name>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Payload as a tree</source>
        <translation>树形载荷</translation>
    </message>
    <message>
        <source>Return finds the next, Shift+Return the one before</source>
        <translation>回车查找下一个，Shift+回车查找上一个</translation>
    </message>
    <message>
        <source>Search in the payload</source>
        <translation>在载荷中搜索</translation>
    </message>
    <message>
        <source>Search in the payload  ( / )</source>
        <translation>在载荷中搜索（ / ）</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>PickedRows</name>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>The row is no longer stored.</source>
        <translation>该行已不再保存。</translation>
    </message>
    <message>
        <source>There is no record to do this with.</source>
        <translation>没有可执行此操作的记录。</translation>
    </message>
</context>
<context>
    <name>PlaceLine</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open: {0}</source>
        <translation>打开：{0}</translation>
    </message>
</context>
<context>
    <name>PublicAddressItem</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Public address ({0})</source>
        <translation>公网地址（{0}）</translation>
    </message>
</context>
<context>
    <name>PublicAddressSheet</name>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Webhook URL</source>
        <translation>Webhook URL(&amp;W)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the URL</source>
        <translation>复制 URL</translation>
    </message>
    <message>
        <source>In ModelRiver&apos;s console open your project, then Webhooks, then Create Webhook, and paste this URL.</source>
        <translation>请在 ModelRiver 控制台中打开您的项目，依次进入 Webhooks、Create Webhook，然后粘贴此 URL。</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚未得知</translation>
    </message>
    <message>
        <source>Open ModelRiver&apos;s &amp;console</source>
        <translation>打开 ModelRiver 控制台(&amp;C)</translation>
    </message>
    <message>
        <source>Open {0} in the browser</source>
        <translation>在浏览器中打开 {0}</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>Set it &amp;up…</source>
        <translation>进行设置(&amp;U)…</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>Webhook URL</source>
        <translation>Webhook URL</translation>
    </message>
</context>
<context>
    <name>PublicPage</name>
    <message>
        <source>ModelRiver sends webhooks to a public address that leads to this machine.</source>
        <translation>ModelRiver 将 Webhook 发送到通向本机的公网地址。</translation>
    </message>
</context>
<context>
    <name>PublicWayView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the URL</source>
        <translation>复制 URL</translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation>二维码…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Webhook URL to enter at ModelRiver</source>
        <translation>要在 ModelRiver 中填写的 Webhook URL</translation>
    </message>
</context>
<context>
    <name>PublicWayWords</name>
    <message>
        <source>A ping is on its way through this address.</source>
        <translation>正在通过此地址发送一次探测。</translation>
    </message>
    <message>
        <source>A ping last came back {0} ({1}).</source>
        <translation>上次探测返回：{0}（{1}）。</translation>
    </message>
    <message>
        <source>A ping through this address did not come back.</source>
        <translation>通过此地址的探测没有返回。</translation>
    </message>
    <message>
        <source>Cannot start</source>
        <translation>无法启动</translation>
    </message>
    <message>
        <source>It is being started, and has no address yet.</source>
        <translation>正在启动，尚无地址。</translation>
    </message>
    <message>
        <source>It is looked for again by itself; until then no webhook comes in from outside.</source>
        <translation>rivermon 会自动再次查找；在此之前，外部的 Webhook 无法进入。</translation>
    </message>
    <message>
        <source>It is started again by itself.</source>
        <translation>它会自动重新启动。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>rivermon 会自动重试。</translation>
    </message>
    <message>
        <source>ModelRiver cannot reach this machine yet: no public address is set up. Only programs on this machine can send webhooks here.</source>
        <translation>ModelRiver 还无法访问本机：尚未设置公网地址。只有本机上的程序才能向这里发送 Webhook。</translation>
    </message>
    <message>
        <source>ModelRiver&apos;s own program forwards webhooks to this machine. It has no public address, and there is nothing to enter at ModelRiver.</source>
        <translation>ModelRiver 自己的程序会把 Webhook 转发到本机。它没有公网地址，也无需在 ModelRiver 中填写任何内容。</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>新地址</translation>
    </message>
    <message>
        <source>No ping has come back yet.</source>
        <translation>尚无探测返回。</translation>
    </message>
    <message>
        <source>Not public</source>
        <translation>未公开</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>已公开</translation>
    </message>
    <message>
        <source>Public address: {0}</source>
        <translation>公网地址：{0}</translation>
    </message>
    <message>
        <source>Public address: {0}, {1}</source>
        <translation>公网地址：{0}，{1}</translation>
    </message>
    <message>
        <source>Restart {0}</source>
        <translation>重启 {0}</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>正在重启</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>The address is another one than before: enter it at ModelRiver, which still sends webhooks to the old one.</source>
        <translation>地址与之前不同：请在 ModelRiver 中填写新地址，它仍在向旧地址发送 Webhook。</translation>
    </message>
    <message>
        <source>The tunnel&apos;s program ended.</source>
        <translation>隧道程序已结束。</translation>
    </message>
    <message>
        <source>The tunnel&apos;s program is not installed.</source>
        <translation>隧道程序未安装。</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>Webhooks come in: a signed ping came back through this address.</source>
        <translation>Webhook 可以进入：已签名的探测已通过此地址返回。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>No QR code</source>
        <translation>没有二维码</translation>
    </message>
    <message>
        <source>QR code of {0}</source>
        <translation>{0} 的二维码</translation>
    </message>
    <message>
        <source>Scan it to have this address on another machine</source>
        <translation>扫描它，即可在另一台设备上得到此地址</translation>
    </message>
</context>
<context>
    <name>QrSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy the URL</source>
        <translation>复制 URL</translation>
    </message>
    <message>
        <source>QR code of the webhook URL</source>
        <translation>Webhook URL 的二维码</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln 个暂缓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln owed</source>
        <translation>
            <numerusform>%Ln 个待回调</numerusform>
        </translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Every request that came in, also the rejected ones (Ctrl+2)</source>
        <translation>到达的每个请求，包括被拒绝的（Ctrl+2）</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>How it fared, and that nothing was lost (Ctrl+4)</source>
        <translation>运行状况，以及没有丢失任何内容（Ctrl+4）</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Show the icons only</source>
        <translation>只显示图标</translation>
    </message>
    <message>
        <source>Show the names</source>
        <translation>显示名称</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>What is owed to ModelRiver, and what failed (Ctrl+3)</source>
        <translation>还欠 ModelRiver 的回调，以及失败的回调（Ctrl+3）</translation>
    </message>
    <message>
        <source>What was generated (Ctrl+1)</source>
        <translation>生成的内容（Ctrl+1）</translation>
    </message>
    <message>
        <source>rivermon</source>
        <translation>rivermon</translation>
    </message>
</context>
<context>
    <name>RailEntry</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>A demo leaves nothing behind, so it does not change what starts at login: do that in a rivermon without --demo.</source>
        <translation>演示不留下任何东西，因此不会更改登录时启动的程序：请在不带 --demo 的 rivermon 中设置。</translation>
    </message>
    <message>
        <source>A desktop cannot start rivermon from where it is: {0}. Move it to a folder with a simpler name, then try again.</source>
        <translation>桌面无法从 rivermon 现在的位置启动它：{0}。请将它移到名称更简单的文件夹，然后重试。</translation>
    </message>
    <message>
        <source>A dot is missing before {0}, such as in {1}.</source>
        <translation>{0} 之前缺少一个点，例如 {1}。</translation>
    </message>
    <message>
        <source>A key is missing after the dot, such as in {0}. Put an odd key in quotes: data.&quot;odd key&quot;.</source>
        <translation>点之后缺少键，例如 {0}。特殊的键请加引号：data.&quot;odd key&quot;。</translation>
    </message>
    <message>
        <source>A login is asked for ({0}), which ModelRiver cannot answer: let requests through without one.</source>
        <translation>该地址要求登录（{0}），而 ModelRiver 无法登录：请让请求无需登录即可通过。</translation>
    </message>
    <message>
        <source>A page for browsers was answered ({0}): switch the tunnel&apos;s warning page off, or check the address.</source>
        <translation>返回的是面向浏览器的页面（{0}）：请关闭隧道的警告页，或检查地址。</translation>
    </message>
    <message>
        <source>A path begins with “customer” or “data”, such as {0}.</source>
        <translation>路径以“customer”或“data”开头，例如 {0}。</translation>
    </message>
    <message>
        <source>A path begins with “customer” or “data”, such as {0}. Did you mean {1}?</source>
        <translation>路径以“customer”或“data”开头，例如 {0}。您是指 {1} 吗？</translation>
    </message>
    <message>
        <source>A term is missing after {0}. To look for the word itself, put it in quotes.</source>
        <translation>{0} 之后缺少条件。要查找该词本身，请加引号。</translation>
    </message>
    <message>
        <source>A term is missing before {0}. To look for the word itself, put it in quotes.</source>
        <translation>{0} 之前缺少条件。要查找该词本身，请加引号。</translation>
    </message>
    <message>
        <source>A value is missing beside this comma.</source>
        <translation>这个逗号旁边缺少值。</translation>
    </message>
    <message>
        <source>A value is missing right after the colon, such as {0}.</source>
        <translation>冒号之后缺少值，例如 {0}。</translation>
    </message>
    <message>
        <source>A “*” may only stand at the end. Put the value in quotes to look for the sign.</source>
        <translation>“*”只能位于末尾。要查找该符号，请给值加引号。</translation>
    </message>
    <message>
        <source>A “-” stands right before what is left out, such as -status:success.</source>
        <translation>“-”要紧接在需排除的条件之前，例如 -status:success。</translation>
    </message>
    <message>
        <source>After {0} stands a number, such as {1}.</source>
        <translation>{0} 之后应为数字，例如 {1}。</translation>
    </message>
    <message>
        <source>Another file replaced the database: what rivermon had is kept as {0}. Close rivermon, then `rivermon repair` adds it to the new one</source>
        <translation>数据库被另一个文件替换：rivermon 原有的内容保留为 {0}。请关闭 rivermon，然后用 `rivermon repair` 将其并入新数据库</translation>
    </message>
    <message>
        <source>Another ngrok runs on this account: end that one.</source>
        <translation>此账户上正在运行另一个 ngrok：请结束它。</translation>
    </message>
    <message>
        <source>Another rivermon answered: the address leads to another machine or port.</source>
        <translation>应答的是另一个 rivermon：该地址通向另一台机器或另一个端口。</translation>
    </message>
    <message>
        <source>Another rivermon is renewing the database {0}: wait until it is done.</source>
        <translation>另一个 rivermon 正在更新数据库 {0}：请等待其完成。</translation>
    </message>
    <message>
        <source>Between square brackets stands a position, counted from 0, such as {0}.</source>
        <translation>方括号中应为从 0 开始的位置，例如 {0}。</translation>
    </message>
    <message>
        <source>Changed data is approved for one record at a time.</source>
        <translation>修改过的数据一次只能批准一条记录。</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Expecting &apos;,&apos; delimiter</source>
        <translation>此处应为逗号</translation>
    </message>
    <message>
        <source>Expecting &apos;:&apos; delimiter</source>
        <translation>此处应为冒号</translation>
    </message>
    <message>
        <source>Expecting property name enclosed in double quotes</source>
        <translation>此处应为用双引号括起的键</translation>
    </message>
    <message>
        <source>Expecting value</source>
        <translation>此处应为值</translation>
    </message>
    <message>
        <source>Extra data</source>
        <translation>多余的内容</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>HTTP codes are from {0} to {1}, such as status:401 or status:4xx.</source>
        <translation>HTTP 状态码从 {0} 到 {1}，例如 status:401 或 status:4xx。</translation>
    </message>
    <message>
        <source>Illegal trailing comma before end of array</source>
        <translation>列表结尾前多了一个逗号</translation>
    </message>
    <message>
        <source>Illegal trailing comma before end of object</source>
        <translation>对象结尾前多了一个逗号</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Invalid control character at</source>
        <translation>无效的控制字符</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>那是一个目录</translation>
    </message>
    <message>
        <source>It cannot be reached: {0}.</source>
        <translation>无法访问：{0}。</translation>
    </message>
    <message>
        <source>It is not let in: log in, or enter the right key, in a terminal.</source>
        <translation>它未被允许进入：请在终端中登录，或填写正确的密钥。</translation>
    </message>
    <message>
        <source>It must be {0}.</source>
        <translation>必须是{0}。</translation>
    </message>
    <message>
        <source>It redirects to {0} ({1}): enter an address that does not redirect.</source>
        <translation>它重定向到 {0}（{1}）：请输入不会重定向的地址。</translation>
    </message>
    <message>
        <source>It starts once rivermon listens.</source>
        <translation>rivermon 开始监听后即启动。</translation>
    </message>
    <message>
        <source>Look whether this machine is on the internet, and whether a firewall lets the program out.</source>
        <translation>请检查本机是否已联网，以及防火墙是否允许该程序访问外网。</translation>
    </message>
    <message>
        <source>Name an event for the test webhook, as new_chat.</source>
        <translation>请为测试 Webhook 指定事件，例如 new_chat。</translation>
    </message>
    <message>
        <source>No copy was made to {0}: {1}.</source>
        <translation>未生成副本 {0}：{1}。</translation>
    </message>
    <message>
        <source>No public address is entered: enter it in the settings.</source>
        <translation>未输入公网地址：请在设置中输入。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有那个文件或目录</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>那不是目录</translation>
    </message>
    <message>
        <source>Nothing is there ({0}): the tunnel ended or has another address by now, or does not pass this path on.</source>
        <translation>该处没有任何内容（{0}）：隧道已结束或已换了地址，或不转发此路径。</translation>
    </message>
    <message>
        <source>Nothing of this waits for approval any more: it was decided already, perhaps by rule when its 5 minutes ended. “Send again” still sends it.</source>
        <translation>这些都不再等待批准：已经决定，可能是 5 分钟结束时按规则处理的。“再次发送”仍可发送。</translation>
    </message>
    <message>
        <source>Nothing was pinned: the record is no longer stored.</source>
        <translation>没有固定任何内容：该记录已不再保存。</translation>
    </message>
    <message>
        <source>Nothing was rejected: it is rejected already, ModelRiver has taken the content, or no callback was ever owed for it.</source>
        <translation>没有拒绝任何内容：它已被拒绝，或 ModelRiver 已接收该内容，或从未需要为其回调。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>Parentheses are nested more than {0} deep here. Use fewer.</source>
        <translation>此处括号嵌套超过 {0} 层，请减少。</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不够</translation>
    </message>
    <message>
        <source>Port {0} at {1} is taken by another program: close that, or choose another port with --port.</source>
        <translation>{1} 的端口 {0} 已被其他程序占用：请关闭该程序，或用 --port 选择其他端口。</translation>
    </message>
    <message>
        <source>Port {0} may not be used without more rights: choose one above 1023.</source>
        <translation>端口 {0} 需要更高权限才能使用：请选择大于 1023 的端口。</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>Run the command in a terminal to see more.</source>
        <translation>请在终端中运行该命令以了解更多。</translation>
    </message>
    <message>
        <source>Say which place in {0} is meant, such as {1}.</source>
        <translation>请说明 {0} 中的哪个位置，例如 {1}。</translation>
    </message>
    <message>
        <source>Say why it is rejected: ModelRiver is told the reason.</source>
        <translation>请说明拒绝的原因：会告知 ModelRiver。</translation>
    </message>
    <message>
        <source>Sign up at ngrok.com, and enter the authtoken once: ngrok config add-authtoken TOKEN.</source>
        <translation>请在 ngrok.com 注册，并填写一次 authtoken：ngrok config add-authtoken TOKEN。</translation>
    </message>
    <message>
        <source>Something else than this rivermon answered ({0}): check the address.</source>
        <translation>应答的不是这个 rivermon（{0}）：请检查地址。</translation>
    </message>
    <message>
        <source>The AI workflow brought no content: {0}</source>
        <translation>AI 工作流没有带来内容：{0}</translation>
    </message>
    <message>
        <source>The back-up was not restored: {0}. The database is as it was.</source>
        <translation>备份未恢复：{0}。数据库保持原样。</translation>
    </message>
    <message>
        <source>The back-up {0} cannot be written: {1}.</source>
        <translation>无法写入备份 {0}：{1}。</translation>
    </message>
    <message>
        <source>The callback with the content did not succeed: {0}.</source>
        <translation>带回内容的回调没有成功：{0}。</translation>
    </message>
    <message>
        <source>The database is in {0} already.</source>
        <translation>数据库已在 {0} 中。</translation>
    </message>
    <message>
        <source>The database is in {0} now.</source>
        <translation>数据库现在位于 {0}。</translation>
    </message>
    <message>
        <source>The database was damaged: it is kept as {0}, and a new one was begun. Close rivermon, then `rivermon repair` saves what can be read of it</source>
        <translation>数据库已损坏：保留为 {0}，并已新建数据库。请关闭 rivermon，然后用 `rivermon repair` 挽救其中可读的内容</translation>
    </message>
    <message>
        <source>The database was not moved to {0}: {1}.</source>
        <translation>数据库未移动到 {0}：{1}。</translation>
    </message>
    <message>
        <source>The database {0} failed: {1}.</source>
        <translation>数据库 {0} 出错：{1}。</translation>
    </message>
    <message>
        <source>The database {0} is closed: rivermon is stopping.</source>
        <translation>数据库 {0} 已关闭：rivermon 正在停止。</translation>
    </message>
    <message>
        <source>The database {0} is damaged, and cannot be renamed ({1}): rename it, and start rivermon again.</source>
        <translation>数据库 {0} 已损坏，且无法重命名（{1}）：请将其重命名，然后重新启动 rivermon。</translation>
    </message>
    <message>
        <source>The database {0} is of an older rivermon: close that one if it still runs, then start rivermon once to renew it.</source>
        <translation>数据库 {0} 来自较旧版本的 rivermon：如果旧版本仍在运行，请将其关闭，然后启动一次 rivermon 以更新数据库。</translation>
    </message>
    <message>
        <source>The database {0} was written by a newer rivermon (schema {1}; this one knows {2}): install that version again, or choose another file with --db.</source>
        <translation>数据库 {0} 由更新版本的 rivermon 写入（架构 {1}；本版本支持 {2}）：请重新安装该版本，或用 --db 选择其他文件。</translation>
    </message>
    <message>
        <source>The database {0} was written by a newer rivermon (schema {1}; this one knows {2}): install that version again, or choose another file with --db. As it was before that, without what came since, it is {3}.</source>
        <translation>数据库 {0} 由更新版本的 rivermon 写入（架构 {1}；本版本支持 {2}）：请重新安装该版本，或用 --db 选择其他文件。它在此之前的样子（不含之后收到的内容）保存在 {3}。</translation>
    </message>
    <message>
        <source>The database {0}: {1}.</source>
        <translation>数据库 {0}：{1}。</translation>
    </message>
    <message>
        <source>The demo keeps nothing: what you enter is used until it ends.</source>
        <translation>演示不保存任何内容：您填写的内容会用到演示结束为止。</translation>
    </message>
    <message>
        <source>The desktop&apos;s own settings keep rivermon from starting at login ({0}): switch it on there, or here off and on again.</source>
        <translation>桌面自身的设置禁止 rivermon 在登录时启动（{0}）：请在那里打开，或在此处先关闭再打开。</translation>
    </message>
    <message>
        <source>The file {0} is another program&apos;s database: choose another with --db.</source>
        <translation>文件 {0} 是其他程序的数据库：请用 --db 选择其他文件。</translation>
    </message>
    <message>
        <source>The key&apos;s closing quotation mark is missing.</source>
        <translation>键缺少结尾的引号。</translation>
    </message>
    <message>
        <source>The keyring did not keep it ({0}): it is used until rivermon ends, and the next start has what was kept before.</source>
        <translation>密钥环没有保存它（{0}）：它会用到 rivermon 结束为止，下次启动时使用之前保存的内容。</translation>
    </message>
    <message>
        <source>The keyring does not answer: {0}.</source>
        <translation>密钥环没有响应：{0}。</translation>
    </message>
    <message>
        <source>The keyring is locked, and was not unlocked.</source>
        <translation>密钥环已锁定，且没有解锁。</translation>
    </message>
    <message>
        <source>The keyring is switched off on this machine.</source>
        <translation>这台机器上的密钥环已停用。</translation>
    </message>
    <message>
        <source>The keyring {0} is not made to keep secrets safe.</source>
        <translation>密钥环 {0} 无法安全保存密钥。</translation>
    </message>
    <message>
        <source>The note was not kept: the record is no longer stored.</source>
        <translation>备注没有保存：该记录已不再保存。</translation>
    </message>
    <message>
        <source>The other side ended it: if that happens again and again, see in a terminal what it says.</source>
        <translation>连接被对方结束：如果一再发生，请在终端中查看它的输出。</translation>
    </message>
    <message>
        <source>The payload is JSON, but not an object, so nothing was sent: put it between { and }, as {&quot;title&quot;: &quot;…&quot;}.</source>
        <translation>载荷是 JSON，但不是对象，因此没有发送：请放在 { 和 } 之间，例如 {&quot;title&quot;: &quot;…&quot;}。</translation>
    </message>
    <message>
        <source>The payload is not JSON, so nothing was sent: {0}. Mend it, and send it again.</source>
        <translation>载荷不是 JSON，因此没有发送：{0}。请修正后再次发送。</translation>
    </message>
    <message>
        <source>The search was ended.</source>
        <translation>搜索已结束。</translation>
    </message>
    <message>
        <source>The server does not give its port: another tunnel may still have it, or it is not allowed there.</source>
        <translation>服务器没有给出端口：可能仍被另一个隧道占用，或服务器不允许这样做。</translation>
    </message>
    <message>
        <source>The server shows another key than before: if that is right, take the old one out of ~/.ssh/known_hosts.</source>
        <translation>服务器出示的密钥与之前不同：如果这是正确的，请从 ~/.ssh/known_hosts 中删除旧密钥。</translation>
    </message>
    <message>
        <source>The service has had enough of this machine for now: wait, or choose another way.</source>
        <translation>该服务暂时不再接受本机：请稍候，或选择其他方式。</translation>
    </message>
    <message>
        <source>The settings file {0}</source>
        <translation>设置文件 {0}</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation>设置文件 {0} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be written: {1}.</source>
        <translation>无法写入设置文件 {0}：{1}。</translation>
    </message>
    <message>
        <source>The settings file {0} holds a secret ({1}): take it out; secrets belong into the keyring, or into {2} and {3}.</source>
        <translation>设置文件 {0} 中有密钥（{1}）：请将其移除；密钥应保存在密钥环中，或放在 {2} 和 {3} 中。</translation>
    </message>
    <message>
        <source>The test webhook did not arrive: {0}.</source>
        <translation>测试 Webhook 没有到达：{0}。</translation>
    </message>
    <message>
        <source>The tunnel is up, and does not reach rivermon ({0}): check the port in its command.</source>
        <translation>隧道已运行，但到不了 rivermon（{0}）：请检查其命令中的端口。</translation>
    </message>
    <message>
        <source>The tunnel lets no more requests through for now ({0}).</source>
        <translation>隧道暂时不再放行请求（{0}）。</translation>
    </message>
    <message>
        <source>The tunnel&apos;s command line cannot be read: {0} Correct it.</source>
        <translation>无法读取隧道的命令行：{0}请更正。</translation>
    </message>
    <message>
        <source>There is a {0} in {1} already: choose another folder.</source>
        <translation>{1} 中已有 {0}：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>There is no callback to send again: none was ever owed for this content, or it waits for your approval.</source>
        <translation>没有可再次发送的回调：这份内容从未需要回调，或正在等待您的批准。</translation>
    </message>
    <message>
        <source>There is no command line to run: enter one in the settings.</source>
        <translation>没有可运行的命令行：请在设置中填写。</translation>
    </message>
    <message>
        <source>There is no database at {0} yet: start rivermon first, or give --db.</source>
        <translation>{0} 处还没有数据库：请先启动 rivermon，或用 --db 指定。</translation>
    </message>
    <message>
        <source>There is no field {0}. Did you mean {1}? To look for the text itself, put it in quotes.</source>
        <translation>没有字段 {0}。您是指 {1} 吗？要查找该文本本身，请加引号。</translation>
    </message>
    <message>
        <source>There is no field {0}. To look for the text itself, put it in quotes.</source>
        <translation>没有字段 {0}。要查找该文本本身，请加引号。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>There is no public address to try: choose a tunnel in the settings.</source>
        <translation>没有可尝试的公网地址：请在设置中选择隧道。</translation>
    </message>
    <message>
        <source>There is no tunnel at this address ({0}): it ended, or is still starting.</source>
        <translation>该地址没有隧道（{0}）：隧道已结束，或仍在启动。</translation>
    </message>
    <message>
        <source>There is no webhook secret to sign a test with: enter one in Settings.</source>
        <translation>没有可用于签名测试的 Webhook 密钥：请在“设置”中填写。</translation>
    </message>
    <message>
        <source>There is not room enough in {0}: the database takes {1} MB, and {2} MB are free.</source>
        <translation>{0} 空间不足：数据库占用 {1} MB，剩余 {2} MB。</translation>
    </message>
    <message>
        <source>There is nothing after this parenthesis. Put a term here, or delete it.</source>
        <translation>此括号之后没有内容。请在此处填写条件，或将其删除。</translation>
    </message>
    <message>
        <source>There is nothing to look for in {0}: no letter and no figure.</source>
        <translation>{0} 中没有可查找的内容：既没有字母也没有数字。</translation>
    </message>
    <message>
        <source>This delivery is no longer stored.</source>
        <translation>这次投递已不再保存。</translation>
    </message>
    <message>
        <source>This is a demo: its database is gone when it ends.</source>
        <translation>这是演示：演示结束后，其数据库即消失。</translation>
    </message>
    <message>
        <source>This is half a character only. Delete it and type it anew.</source>
        <translation>这只是半个字符。请删除并重新输入。</translation>
    </message>
    <message>
        <source>This is longer than the {0} characters that are read. Shorten it.</source>
        <translation>长度超过可读取的 {0} 个字符，请缩短。</translation>
    </message>
    <message>
        <source>This is more than the {0} terms that a filter can have.</source>
        <translation>超过了筛选最多可有的 {0} 个条件。</translation>
    </message>
    <message>
        <source>This machine has no keyring (on Linux, GNOME Keyring or KWallet would be one).</source>
        <translation>这台机器上没有密钥环（在 Linux 上可用 GNOME Keyring 或 KWallet）。</translation>
    </message>
    <message>
        <source>This parenthesis closes nothing. Delete it, or open one before.</source>
        <translation>此右括号没有对应的左括号。请将其删除，或在前面补上左括号。</translation>
    </message>
    <message>
        <source>This parenthesis is not closed. Put a “)” where it ends.</source>
        <translation>此括号没有闭合。请在结尾处加上“)”。</translation>
    </message>
    <message>
        <source>This record has no callback to send again.</source>
        <translation>这条记录没有可再次发送的回调。</translation>
    </message>
    <message>
        <source>This rivermon has no keyring: what you enter is used until it ends.</source>
        <translation>此 rivermon 没有密钥环：您填写的内容会用到它结束为止。</translation>
    </message>
    <message>
        <source>This window only watches, and has no webhook secrets: to look closer at a signature, use the rivermon that listens.</source>
        <translation>此窗口只用于观察，没有 Webhook 密钥：要细看签名，请使用正在监听的 rivermon。</translation>
    </message>
    <message>
        <source>This window only watches: to {0}, use the rivermon that listens.</source>
        <translation>此窗口只用于观察：要{0}，请使用正在监听的 rivermon。</translation>
    </message>
    <message>
        <source>Unterminated string starting at</source>
        <translation>字符串没有结尾</translation>
    </message>
    <message>
        <source>Windows starts no command of more than {0} characters at login, and rivermon&apos;s is longer ({1}): move rivermon to a folder with a shorter path, then try again.</source>
        <translation>Windows 登录时不启动超过 {0} 个字符的命令，而 rivermon 的命令更长（{1}）：请将 rivermon 移到路径更短的文件夹，然后重试。</translation>
    </message>
    <message>
        <source>Windows&apos; own settings (Startup apps) keep rivermon from starting at login: switch it on there, or here off and on again.</source>
        <translation>Windows 自身的设置（启动应用）禁止 rivermon 在登录时启动：请在那里打开，或在此处先关闭再打开。</translation>
    </message>
    <message>
        <source>Windows&apos; registry cannot be changed ({0}): {1} is where it says what starts at login. An administrator may have forbidden that.</source>
        <translation>无法更改 Windows 注册表（{0}）：登录时启动的程序记录在 {1} 中。管理员可能已禁止更改。</translation>
    </message>
    <message>
        <source>You may not write to {0}: choose another folder.</source>
        <translation>您无权写入 {0}：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>a newer rivermon wrote it (schema {0}; this one knows {1})</source>
        <translation>它由更新的 rivermon 写入（架构 {0}；当前版本支持 {1}）</translation>
    </message>
    <message>
        <source>a number of days to {0}, 0 to keep everything</source>
        <translation>不超过 {0} 的天数，0 表示全部保留</translation>
    </message>
    <message>
        <source>a number of seconds, 0 for any age</source>
        <translation>秒数，0 表示不限</translation>
    </message>
    <message>
        <source>a path that begins with /, or empty for none</source>
        <translation>以 / 开头的路径，留空表示没有</translation>
    </message>
    <message>
        <source>a regular expression ({0})</source>
        <translation>正则表达式（{0}）</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>非空文本</translation>
    </message>
    <message>
        <source>a whole number from 0 or more</source>
        <translation>不小于 0 的整数</translation>
    </message>
    <message>
        <source>a whole number from 0 to {0}</source>
        <translation>0 到 {0} 之间的整数</translation>
    </message>
    <message>
        <source>a whole number of percent from {0} to {1}</source>
        <translation>{0} 到 {1} 之间的整数百分比</translation>
    </message>
    <message>
        <source>allow a host</source>
        <translation>允许主机</translation>
    </message>
    <message>
        <source>an address that begins with https://, or empty</source>
        <translation>以 https:// 开头的地址，或留空</translation>
    </message>
    <message>
        <source>another path</source>
        <translation>另一个路径</translation>
    </message>
    <message>
        <source>another program holds the database: close it, and start rivermon again</source>
        <translation>其他程序占用了数据库：请将其关闭，然后重新启动 rivermon</translation>
    </message>
    <message>
        <source>another program holds the database: close it, rivermon goes on by itself</source>
        <translation>其他程序占用了数据库：请关闭它，rivermon 会自动继续</translation>
    </message>
    <message>
        <source>answered {0}</source>
        <translation>应答 {0}</translation>
    </message>
    <message>
        <source>answered {0}, a redirect, which is not followed</source>
        <translation>应答 {0}，是重定向，不予跟随</translation>
    </message>
    <message>
        <source>approve content</source>
        <translation>批准内容</translation>
    </message>
    <message>
        <source>body over the limit</source>
        <translation>正文超过上限</translation>
    </message>
    <message>
        <source>callback&apos;s state</source>
        <translation>回调状态</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>content encoding not supported</source>
        <translation>不支持的内容编码</translation>
    </message>
    <message>
        <source>delete deliveries</source>
        <translation>删除投递</translation>
    </message>
    <message>
        <source>delete records</source>
        <translation>删除记录</translation>
    </message>
    <message>
        <source>does not match any configured secret</source>
        <translation>与任何已配置的密钥都不匹配</translation>
    </message>
    <message>
        <source>hosts, each host or host:port, with commas between them</source>
        <translation>以逗号分隔的主机，每个为 host 或 host:port</translation>
    </message>
    <message>
        <source>hosts, each host or host:port, without https:// or paths</source>
        <translation>主机，每个为 host 或 host:port，不含 https:// 和路径</translation>
    </message>
    <message>
        <source>it cannot be opened: check that the folder exists and may be written to</source>
        <translation>无法打开：请检查文件夹是否存在且可写</translation>
    </message>
    <message>
        <source>it did not have it afterwards</source>
        <translation>保存后在其中找不到</translation>
    </message>
    <message>
        <source>it is another program&apos;s database</source>
        <translation>它是其他程序的数据库</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it may not be written to: check the file&apos;s and the folder&apos;s permissions</source>
        <translation>无法写入：请检查文件和文件夹的权限</translation>
    </message>
    <message>
        <source>it was answered {0}</source>
        <translation>得到的应答是 {0}</translation>
    </message>
    <message>
        <source>its file was cut short: rivermon looks what is left</source>
        <translation>其文件被截短：rivermon 正在查看剩余内容</translation>
    </message>
    <message>
        <source>its file was removed or replaced: rivermon brings it back</source>
        <translation>其文件被移除或替换：rivermon 会将其恢复</translation>
    </message>
    <message>
        <source>its folder cannot be made: choose another place with --db</source>
        <translation>无法创建其文件夹：请用 --db 选择其他位置</translation>
    </message>
    <message>
        <source>its folder is a file: choose another place with --db</source>
        <translation>其文件夹是一个文件：请用 --db 选择其他位置</translation>
    </message>
    <message>
        <source>launchd cannot start rivermon from where it is: {0} has characters in it that no property list can hold. Move it to a folder with a simpler name, then try again.</source>
        <translation>launchd 无法从 rivermon 现在的位置启动它：{0} 含有属性列表无法保存的字符。请将它移到名称更简单的文件夹，然后重试。</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>matches a re-formatted body (a proxy rewrote the JSON)</source>
        <translation>与重新格式化的正文匹配（代理改写了 JSON）</translation>
    </message>
    <message>
        <source>matches if the secret is stripped of spaces or newlines</source>
        <translation>去掉密钥中的空格或换行后匹配</translation>
    </message>
    <message>
        <source>names with commas between them</source>
        <translation>以逗号分隔的名称</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>ngrok did not let it through ({0}).</source>
        <translation>ngrok 未放行（{0}）。</translation>
    </message>
    <message>
        <source>ngrok has no tunnel at this address: it ended, or has another one by now.</source>
        <translation>ngrok 在该地址没有隧道：隧道已结束，或已换了地址。</translation>
    </message>
    <message>
        <source>ngrok is up, and does not reach rivermon: check the port in its command.</source>
        <translation>ngrok 已运行，但到不了 rivermon：请检查其命令中的端口。</translation>
    </message>
    <message>
        <source>ngrok shows its warning page for browsers instead: use another domain or plan, or another tunnel.</source>
        <translation>ngrok 返回了面向浏览器的警告页：请使用其他域名或套餐，或换用其他隧道。</translation>
    </message>
    <message>
        <source>no API key is configured</source>
        <translation>未配置 API 密钥</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>no answer within {0} s</source>
        <translation>{0} 秒内没有应答</translation>
    </message>
    <message>
        <source>no closing quotation</source>
        <translation>缺少结束引号</translation>
    </message>
    <message>
        <source>no connection to {0} ({1})</source>
        <translation>无法连接到 {0}（{1}）</translation>
    </message>
    <message>
        <source>no escaped character</source>
        <translation>反斜杠后没有字符</translation>
    </message>
    <message>
        <source>no signature header</source>
        <translation>没有签名请求头</translation>
    </message>
    <message>
        <source>no webhook secret is configured</source>
        <translation>未配置 Webhook 密钥</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>不是 UTF-8</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>以下之一：{0}</translation>
    </message>
    <message>
        <source>only https is allowed, and plain http to this machine</source>
        <translation>只允许 https，以及发往本机的普通 http</translation>
    </message>
    <message>
        <source>other reasons</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>pin records</source>
        <translation>固定记录</translation>
    </message>
    <message>
        <source>reject content</source>
        <translation>拒绝内容</translation>
    </message>
    <message>
        <source>rejected by the operator: {0}</source>
        <translation>已由操作员拒绝：{0}</translation>
    </message>
    <message>
        <source>replay a delivery</source>
        <translation>重放投递</translation>
    </message>
    <message>
        <source>rivermon cannot listen at {0} port {1}: {2}.</source>
        <translation>rivermon 无法在 {0} 端口 {1} 监听：{2}。</translation>
    </message>
    <message>
        <source>rivermon is not listening, so a test webhook could not arrive.</source>
        <translation>rivermon 未在监听，测试 Webhook 无法到达。</translation>
    </message>
    <message>
        <source>rivermon is not listening, so nothing can come in.</source>
        <translation>rivermon 未在监听，因此什么都进不来。</translation>
    </message>
    <message>
        <source>rivermon is still starting: try again in a moment.</source>
        <translation>rivermon 仍在启动：请稍后再试。</translation>
    </message>
    <message>
        <source>rivermon is stopping</source>
        <translation>rivermon 正在停止</translation>
    </message>
    <message>
        <source>same key, different body</source>
        <translation>键相同，正文不同</translation>
    </message>
    <message>
        <source>send a callback again</source>
        <translation>再次发送回调</translation>
    </message>
    <message>
        <source>send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>signature header malformed</source>
        <translation>签名请求头格式错误</translation>
    </message>
    <message>
        <source>start at login</source>
        <translation>设置登录时启动</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>take pins off</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>the 5 minutes were over before it could be sent</source>
        <translation>还没来得及发送，5 分钟就已过去</translation>
    </message>
    <message>
        <source>the address must begin with https://</source>
        <translation>地址必须以 https:// 开头</translation>
    </message>
    <message>
        <source>the answer is not proper HTTP ({0})</source>
        <translation>应答不是规范的 HTTP（{0}）</translation>
    </message>
    <message>
        <source>the callback address can be read in more than one way</source>
        <translation>回调地址有多种读法</translation>
    </message>
    <message>
        <source>the callback address cannot be read</source>
        <translation>无法读取回调地址</translation>
    </message>
    <message>
        <source>the certificate of {0} is not trusted ({1})</source>
        <translation>{0} 的证书不受信任（{1}）</translation>
    </message>
    <message>
        <source>the connection was closed before an answer</source>
        <translation>在应答之前连接已关闭</translation>
    </message>
    <message>
        <source>the disk did not answer as it should: check the disk</source>
        <translation>磁盘没有正常响应：请检查磁盘</translation>
    </message>
    <message>
        <source>the disk is full: free some space, and start rivermon again</source>
        <translation>磁盘已满：请释放一些空间，然后重新启动 rivermon</translation>
    </message>
    <message>
        <source>the disk is full: free some space, rivermon goes on by itself</source>
        <translation>磁盘已满：请释放一些空间，rivermon 会自动继续</translation>
    </message>
    <message>
        <source>the file is damaged: close rivermon, and `rivermon repair` saves what it can</source>
        <translation>文件已损坏：请关闭 rivermon，用 `rivermon repair` 尽量挽救</translation>
    </message>
    <message>
        <source>the file is not an SQLite database: choose another with --db</source>
        <translation>该文件不是 SQLite 数据库：请用 --db 选择其他文件</translation>
    </message>
    <message>
        <source>the file is not rivermon&apos;s: choose another with --db</source>
        <translation>该文件不属于 rivermon：请用 --db 选择其他文件</translation>
    </message>
    <message>
        <source>the name is too long: choose another with --db</source>
        <translation>名称太长：请用 --db 选择其他名称</translation>
    </message>
    <message>
        <source>the name {0} leads to {1}, which is not on the internet: if you trust it, give ModelRiver the address instead of the name, and allow that</source>
        <translation>名称 {0} 指向 {1}，不在互联网上：如果您信任它，请把地址（而不是名称）告诉 ModelRiver，并允许该地址</translation>
    </message>
    <message>
        <source>the name {0} leads to {1}, which is not this machine</source>
        <translation>名称 {0} 指向 {1}，不是本机</translation>
    </message>
    <message>
        <source>the name {0} was not found</source>
        <translation>找不到名称 {0}</translation>
    </message>
    <message>
        <source>this is a folder: name a file with --db</source>
        <translation>这是一个文件夹：请用 --db 指定文件</translation>
    </message>
    <message>
        <source>timestamp header missing</source>
        <translation>缺少时间戳请求头</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>过旧</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>验证结果</translation>
    </message>
    <message>
        <source>what it was to bring is not in the database any more</source>
        <translation>要带回的内容已不在数据库中</translation>
    </message>
    <message>
        <source>write a note</source>
        <translation>写备注</translation>
    </message>
    <message>
        <source>you may not write there: check the folder&apos;s permissions</source>
        <translation>您无权写入该处：请检查文件夹的权限</translation>
    </message>
    <message>
        <source>{0} What you enter is used until rivermon ends; set MODELRIVER_WEBHOOK_SECRET and MODELRIVER_API_KEY to have it at every start.</source>
        <translation>{0}您填写的内容会用到 rivermon 结束为止；若要每次启动都有，请设置 MODELRIVER_WEBHOOK_SECRET 和 MODELRIVER_API_KEY。</translation>
    </message>
    <message>
        <source>{0} belongs to another user (number {1}), who could change what rivermon does: make it yours (chown {2}), or run rivermon as that user.</source>
        <translation>{0} 属于另一个用户（编号 {1}），该用户可以改变 rivermon 的行为：请改为归您所有（chown {2}），或以该用户身份运行 rivermon。</translation>
    </message>
    <message>
        <source>{0} cannot be changed ({1}): see that its folder may be written to, that the disk has room, and that nothing else has that name; then try again.</source>
        <translation>无法更改 {0}（{1}）：请确认其所在文件夹可写、磁盘有空间，且没有其他东西占用该名称，然后重试。</translation>
    </message>
    <message>
        <source>{0} cannot be restored: {1}.</source>
        <translation>无法恢复 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be started: {1}</source>
        <translation>{0} 无法启动：{1}</translation>
    </message>
    <message>
        <source>{0} cannot be used: {1}.</source>
        <translation>无法使用 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}. Choose another folder, or make room there.</source>
        <translation>无法写入 {0}：{1}。请另选一个文件夹，或在那里腾出空间。</translation>
    </message>
    <message>
        <source>{0} ended (exit code {1}).</source>
        <translation>{0} 已结束（退出代码 {1}）。</translation>
    </message>
    <message>
        <source>{0} ended (exit code {1}): {2}</source>
        <translation>{0} 已结束（退出代码 {1}）：{2}</translation>
    </message>
    <message>
        <source>{0} ended (signal {1}).</source>
        <translation>{0} 已结束（信号 {1}）。</translation>
    </message>
    <message>
        <source>{0} ended (signal {1}): {2}</source>
        <translation>{0} 已结束（信号 {1}）：{2}</translation>
    </message>
    <message>
        <source>{0} ended ({1}).</source>
        <translation>{0} 已结束（{1}）。</translation>
    </message>
    <message>
        <source>{0} ended ({1}): {2}</source>
        <translation>{0} 已结束（{1}）：{2}</translation>
    </message>
    <message>
        <source>{0} ended.</source>
        <translation>{0} 已结束。</translation>
    </message>
    <message>
        <source>{0} ended: {1}</source>
        <translation>{0} 已结束：{1}</translation>
    </message>
    <message>
        <source>{0} expects a number, such as {1}.</source>
        <translation>{0} 需要数字，例如 {1}。</translation>
    </message>
    <message>
        <source>{0} expects a number, such as {1}. The units are {2}.</source>
        <translation>{0} 需要数字，例如 {1}。单位有 {2}。</translation>
    </message>
    <message>
        <source>{0} has rivermon&apos;s start at login switched off: switch it on there, or here off and on again.</source>
        <translation>{0} 中已关闭 rivermon 的登录时启动：请在那里打开，或在此处先关闭再打开。</translation>
    </message>
    <message>
        <source>{0} is allowed until rivermon is closed, and then no longer: {1}</source>
        <translation>{0} 在关闭 rivermon 之前被允许，之后不再允许：{1}</translation>
    </message>
    <message>
        <source>{0} is damaged ({1}), so no copy was made: close rivermon, and `rivermon repair` saves what it can.</source>
        <translation>{0} 已损坏（{1}），因此未生成副本：请关闭 rivermon，然后用 `rivermon repair` 挽救尽可能多的内容。</translation>
    </message>
    <message>
        <source>{0} is no HTTP code. Right are 401, 4xx, &gt;=400 and 400..499.</source>
        <translation>{0} 不是 HTTP 状态码。正确的写法有 401、4xx、&gt;=400 和 400..499。</translation>
    </message>
    <message>
        <source>{0} is no {1}. Did you mean {2}? Known are: {3}.</source>
        <translation>{0} 不是{1}。您是指 {2} 吗？可用的有：{3}。</translation>
    </message>
    <message>
        <source>{0} is no {1}. Known are: {2}.</source>
        <translation>{0} 不是{1}。可用的有：{2}。</translation>
    </message>
    <message>
        <source>{0} is not JSON</source>
        <translation>{0} 不是 JSON</translation>
    </message>
    <message>
        <source>{0} is not an address of this machine: choose another with --host.</source>
        <translation>{0} 不是本机的地址：请用 --host 选择其他地址。</translation>
    </message>
    <message>
        <source>{0} is not an allowed callback host</source>
        <translation>{0} 不是允许的回调主机</translation>
    </message>
    <message>
        <source>{0} is not installed, or not where programs are looked for; install it, or name its whole path in the command</source>
        <translation>{0} 未安装，或不在查找程序的位置；请安装它，或在命令中写出其完整路径</translation>
    </message>
    <message>
        <source>{0} is not installed, or not where programs are looked for; install it: {1}</source>
        <translation>{0} 未安装，或不在查找程序的位置；请安装：{1}</translation>
    </message>
    <message>
        <source>{0} is restored. What was there before is kept as {1}.</source>
        <translation>已恢复 {0}。之前的内容保留为 {1}。</translation>
    </message>
    <message>
        <source>{0} is the database itself: choose another name for the back-up.</source>
        <translation>{0} 就是数据库本身：请为备份选择其他名称。</translation>
    </message>
    <message>
        <source>{0} is the database that is in use: choose a back-up of it.</source>
        <translation>{0} 是正在使用的数据库：请选择它的备份。</translation>
    </message>
    <message>
        <source>{0} is {1}; it must be {2}.</source>
        <translation>{0} 的值为 {1}；它必须是：{2}。</translation>
    </message>
    <message>
        <source>{0} may be written by other users, who could change what rivermon does: take that from them (chmod go-w), look at what it says, and start again.</source>
        <translation>其他用户可以写入{0}，从而改变 rivermon 的行为：请收回他们的写权限（chmod go-w），检查其内容，然后重新启动。</translation>
    </message>
    <message>
        <source>{0} names an unknown setting, {1}. Known are: {2}.</source>
        <translation>{0} 中有未知的设置 {1}。已知的设置有：{2}。</translation>
    </message>
    <message>
        <source>{0} names the database, and wins over what is set here: name the new place there, and start rivermon again.</source>
        <translation>{0} 指定了数据库，优先于此处的设置：请在那里指定新位置，然后重新启动 rivermon。</translation>
    </message>
    <message>
        <source>{0} names {1}, and there is no such file.</source>
        <translation>{0} 指定了 {1}，但没有这个文件。</translation>
    </message>
    <message>
        <source>{0} told no public address within {1} s. It says nothing. If you know its address, enter it in the settings, or a pattern that finds it.</source>
        <translation>{0} 在 {1} 秒内没有给出公网地址，也没有任何输出。如果您知道其地址，请在设置中填写该地址，或能找到它的模式。</translation>
    </message>
    <message>
        <source>{0} told no public address within {1} s. Its last words: {2} If you know its address, enter it in the settings, or a pattern that finds it.</source>
        <translation>{0} 在 {1} 秒内没有给出公网地址。其最后的输出：{2} 如果您知道其地址，请在设置中填写该地址，或能找到它的模式。</translation>
    </message>
    <message>
        <source>{0} was not made by rivermon, and was left as it is: rename or delete it, then try again.</source>
        <translation>{0} 不是由 rivermon 创建的，已保持原样：请将其重命名或删除，然后重试。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}, and HTTP codes such as 401, 4xx or &gt;=400</source>
        <translation>{0}，以及 401、4xx 或 &gt;=400 等 HTTP 状态码</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}: line {1} column {2} (char {3})</source>
        <translation>{0}：第 {1} 行第 {2} 列（第 {3} 个字符）</translation>
    </message>
</context>
<context>
    <name>RecordColumns</name>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>How the callback to ModelRiver stands</source>
        <translation>发往 ModelRiver 的回调的状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Nothing is called back for this record</source>
        <translation>这条记录无需回调</translation>
    </message>
    <message>
        <source>Pinned: kept, however old it gets.</source>
        <translation>已固定：无论多旧都保留。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The category of the content</source>
        <translation>内容的类别</translation>
    </message>
    <message>
        <source>The model that wrote the content, and its provider</source>
        <translation>生成内容的模型及其提供商</translation>
    </message>
    <message>
        <source>The title of the generated content</source>
        <translation>生成内容的标题</translation>
    </message>
    <message>
        <source>There is a note on it.</source>
        <translation>有备注。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>When the record was stored, in local time</source>
        <translation>保存记录的时间（本地时间）</translation>
    </message>
</context>
<context>
    <name>RecordMarks</name>
    <message>
        <source>Change the note on this record</source>
        <translation>修改这条记录的备注</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Keep it, however old it gets</source>
        <translation>无论多旧都保留</translation>
    </message>
    <message>
        <source>Let it go when it gets old, as others do</source>
        <translation>变旧后与其他记录一样删除</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not pinned</source>
        <translation>未固定</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Pinned on {0}</source>
        <translation>固定于 {0}</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Write a note on this record</source>
        <translation>为这条记录写备注</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>填写…</translation>
    </message>
</context>
<context>
    <name>RecordTab</name>
    <message>
        <source>Record and delivery</source>
        <translation>记录与投递</translation>
    </message>
</context>
<context>
    <name>RejectDialog</name>
    <message numerus="yes">
        <source>%n record(s) will be rejected; their content is not sent.</source>
        <translation>
            <numerusform>将拒绝 %n 条记录；其内容不会发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>ModelRiver is told that there will be no content: {0}</source>
        <translation>会告知 ModelRiver 不会有内容：{0}</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Say why, or choose a usual reason</source>
        <translation>请说明原因，或选择常用原因</translation>
    </message>
    <message>
        <source>The content is incomplete</source>
        <translation>内容不完整</translation>
    </message>
    <message>
        <source>The content is not needed any more</source>
        <translation>不再需要该内容</translation>
    </message>
    <message>
        <source>The content is not suitable for the audience</source>
        <translation>内容不适合受众</translation>
    </message>
    <message>
        <source>The content is wrong</source>
        <translation>内容有误</translation>
    </message>
    <message>
        <source>“{0}” will be rejected; its content is not sent.</source>
        <translation>将拒绝“{0}”；其内容不会发送。</translation>
    </message>
</context>
<context>
    <name>RenderedText</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>RetentionPage</name>
    <message>
        <source>&amp;Keep so much</source>
        <translation>按此保留(&amp;K)</translation>
    </message>
    <message>
        <source>Keep content for so many &amp;days</source>
        <translation>内容保留天数(&amp;D)</translation>
    </message>
    <message>
        <source>Keep so many &amp;megabytes of content</source>
        <translation>最多保留多少 MB 的内容(&amp;M)</translation>
    </message>
    <message>
        <source>Nothing would be deleted now.</source>
        <translation>现在不会删除任何内容。</translation>
    </message>
    <message>
        <source>Older content can be deleted by itself. What is pinned stays, and so does what is still owed to ModelRiver. 0 keeps everything.</source>
        <translation>较旧的内容可以自动删除。已固定的内容会保留，仍欠 ModelRiver 的也会保留。0 表示全部保留。</translation>
    </message>
    <message>
        <source>This deletes {0} records and {1} deliveries, {2} of content.</source>
        <translation>这会删除 {0} 条记录和 {1} 次投递，共 {2} 的内容。</translation>
    </message>
</context>
<context>
    <name>RowActs</name>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>作为 JSON</translation>
    </message>
    <message>
        <source>As curl command</source>
        <translation>作为 curl 命令</translation>
    </message>
    <message>
        <source>As curl command with signature</source>
        <translation>作为带签名的 curl 命令</translation>
    </message>
    <message>
        <source>As row</source>
        <translation>作为行</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy a command line that sends the same request</source>
        <translation>复制发送相同请求的命令行</translation>
    </message>
    <message>
        <source>Copy all there is about the rows as JSON</source>
        <translation>将这些行的全部信息复制为 JSON</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>复制为 curl 命令</translation>
    </message>
    <message>
        <source>Copy as curl command with signature</source>
        <translation>复制为带签名的 curl 命令</translation>
    </message>
    <message>
        <source>Copy as row</source>
        <translation>复制为行</translation>
    </message>
    <message>
        <source>Copy the cells, with tabs between them</source>
        <translation>复制单元格，以制表符分隔</translation>
    </message>
    <message>
        <source>Delete the rows and what belongs to them</source>
        <translation>删除这些行及其所属内容</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Hold this event for approval</source>
        <translation>暂缓此事件以待批准</translation>
    </message>
    <message>
        <source>Keep it, however old it gets</source>
        <translation>无论多旧都保留</translation>
    </message>
    <message>
        <source>Leave signature and credentials in: whoever has them can send it again</source>
        <translation>保留签名和凭据：任何人拿到都可以再次发送</translation>
    </message>
    <message>
        <source>Let a callback go that waits for approval</source>
        <translation>放行等待批准的回调</translation>
    </message>
    <message>
        <source>Let this event pass without approval</source>
        <translation>让此事件无需批准直接通过</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <source>Replay the delivery</source>
        <translation>重放投递</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再次发送</translation>
    </message>
    <message>
        <source>Send all matches again…</source>
        <translation>再次发送所有匹配项…</translation>
    </message>
    <message>
        <source>Send the callback to ModelRiver once more</source>
        <translation>再次向 ModelRiver 发送回调</translation>
    </message>
    <message>
        <source>Send the callbacks of all rows that the filter finds once more</source>
        <translation>再次发送筛选到的所有行的回调</translation>
    </message>
    <message>
        <source>Show how two rows differ: these, or this and the next</source>
        <translation>显示两行的差异：所选的两行，或此行与下一个所选行</translation>
    </message>
    <message>
        <source>Take the stored delivery in once more, as if it had just come</source>
        <translation>将保存的投递当作刚刚到达再接收一次</translation>
    </message>
    <message>
        <source>Tell ModelRiver that there will be no content, and why</source>
        <translation>告知 ModelRiver 将没有内容，并说明原因</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Whether content of this event waits for you from now on</source>
        <translation>从现在起此事件的内容是否等待您</translation>
    </message>
    <message>
        <source>Write a note on the record</source>
        <translation>为记录写备注</translation>
    </message>
    <message>
        <source>Write rows into a file</source>
        <translation>将行写入文件</translation>
    </message>
</context>
<context>
    <name>RowHand</name>
    <message>
        <source>The one before is still under way.</source>
        <translation>上一个操作仍在进行。</translation>
    </message>
    <message>
        <source>There is no record to write a note on.</source>
        <translation>没有可写备注的记录。</translation>
    </message>
    <message>
        <source>This row has no event that could be held.</source>
        <translation>此行没有可暂缓的事件。</translation>
    </message>
    <message>
        <source>{0} is called back without approval from now on.</source>
        <translation>从现在起 {0} 无需批准即可回调。</translation>
    </message>
    <message>
        <source>{0} waits for your approval from now on.</source>
        <translation>从现在起 {0} 等待您的批准。</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>What can be done with the rows</source>
        <translation>可对这些行执行的操作</translation>
    </message>
</context>
<context>
    <name>SampleDialog</name>
    <message>
        <source>&amp;Event</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Payload: what the AI generated</source>
        <translation>载荷：AI 生成的内容(&amp;P)</translation>
    </message>
    <message>
        <source>A webhook needs an event.</source>
        <translation>Webhook 需要事件。</translation>
    </message>
    <message>
        <source>Begin with the &amp;template</source>
        <translation>从模板开始(&amp;T)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>It is signed with the first webhook secret and sent to this rivermon over HTTP, as ModelRiver does it. Its callback comes back here too.</source>
        <translation>它用第一个 Webhook 密钥签名，并像 ModelRiver 那样通过 HTTP 发送到此 rivermon。其回调也会回到这里。</translation>
    </message>
    <message>
        <source>It was taken in: {0}, signed as {1}. The table has it.</source>
        <translation>已接收：{0}，签名方案 {1}。表格中可见。</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>载荷</translation>
    </message>
    <message>
        <source>Puts event and payload into the fields</source>
        <translation>将事件和载荷填入各字段</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>What is s&amp;igned</source>
        <translation>签名的内容(&amp;I)</translation>
    </message>
    <message>
        <source>raw-body: the body as it is sent</source>
        <translation>raw-body：所发送的正文</translation>
    </message>
    <message>
        <source>timestamped-body: the time, and the body as it is sent</source>
        <translation>timestamped-body：时间和所发送的正文</translation>
    </message>
    <message>
        <source>timestamped-data: the time, and the data inside the body</source>
        <translation>timestamped-data：时间和正文中的 data</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存此筛选…</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
</context>
<context>
    <name>SchemeFrame</name>
    <message>
        <source>Expected</source>
        <translation>期望值</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>It says</source>
        <translation>实际值</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>签名内容</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>没有可比较的内容</translation>
    </message>
</context>
<context>
    <name>SearchProgress</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How far the search is</source>
        <translation>搜索进度</translation>
    </message>
    <message>
        <source>Look for the rest as well</source>
        <translation>继续查找其余内容</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新搜索</translation>
    </message>
    <message>
        <source>Searching… {0} %</source>
        <translation>正在搜索… {0}%</translation>
    </message>
    <message>
        <source>Stop, and keep what was found</source>
        <translation>停止，并保留已找到的内容</translation>
    </message>
    <message>
        <source>Stopped: {0} found so far</source>
        <translation>已停止：目前找到 {0}</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>SecretWords</name>
    <message>
        <source>Any of these may have signed a webhook. Test webhooks are signed with the first.</source>
        <translation>其中任何一个都可能为 Webhook 签过名。测试 Webhook 用第一个签名。</translation>
    </message>
    <message>
        <source>It comes from the environment variable {0}.</source>
        <translation>来自环境变量 {0}。</translation>
    </message>
    <message>
        <source>It is not shaped like an API key, which begins with mr_live_.</source>
        <translation>它不像 API 密钥：API 密钥以 mr_live_ 开头。</translation>
    </message>
    <message>
        <source>It is short: was it copied whole?</source>
        <translation>它很短：是否复制完整了？</translation>
    </message>
    <message>
        <source>It is used until rivermon ends.</source>
        <translation>会使用到 rivermon 结束为止。</translation>
    </message>
    <message>
        <source>It looks like a webhook secret, not like an API key.</source>
        <translation>它看起来像 Webhook 密钥，而不是 API 密钥。</translation>
    </message>
    <message>
        <source>It looks like an API key, not like a webhook secret.</source>
        <translation>它看起来像 API 密钥，而不是 Webhook 密钥。</translation>
    </message>
    <message>
        <source>It was copied while it was hidden: reveal it first, then copy it.</source>
        <translation>它是在隐藏状态下复制的：请先显示再复制。</translation>
    </message>
    <message>
        <source>It will be kept in this system&apos;s keyring.</source>
        <translation>会保存在本系统的密钥环中。</translation>
    </message>
    <message>
        <source>Kept in this system&apos;s keyring.</source>
        <translation>已保存在本系统的密钥环中。</translation>
    </message>
    <message>
        <source>Quotes around it were cut off.</source>
        <translation>已去除两端的引号。</translation>
    </message>
    <message>
        <source>Spaces or line ends around it were cut off.</source>
        <translation>已去除两端的空格或换行。</translation>
    </message>
    <message>
        <source>The name before it was cut off.</source>
        <translation>已去除前面的名称。</translation>
    </message>
    <message>
        <source>There are spaces within it: is it two, or a sentence?</source>
        <translation>其中有空格：是两个密钥，还是一句话？</translation>
    </message>
    <message>
        <source>Webhooks are signed with this secret</source>
        <translation>Webhook 用此密钥签名</translation>
    </message>
    <message>
        <source>What is entered here is kept in the keyring, and wins over it.</source>
        <translation>在此填写的内容会保存在密钥环中，并优先于该变量。</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>“Bearer” before it was cut off.</source>
        <translation>已去除前面的“Bearer”。</translation>
    </message>
</context>
<context>
    <name>SecretsForm</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the webhook secret</source>
        <translation>添加 Webhook 密钥</translation>
    </message>
    <message>
        <source>Have the removed secret back</source>
        <translation>恢复已移除的密钥</translation>
    </message>
    <message>
        <source>It is in use from now on.</source>
        <translation>从现在起开始使用。</translation>
    </message>
    <message>
        <source>Label (optional)</source>
        <translation>标签（可选）</translation>
    </message>
    <message>
        <source>Label of the new secret</source>
        <translation>新密钥的标签</translation>
    </message>
    <message>
        <source>Paste a webhook secret</source>
        <translation>粘贴 Webhook 密钥</translation>
    </message>
    <message>
        <source>The last secret was removed: every webhook is refused now.</source>
        <translation>最后一个密钥已移除：现在会拒绝所有 Webhook。</translation>
    </message>
    <message>
        <source>The secret was removed: what it signed is refused now.</source>
        <translation>密钥已移除：用它签名的内容现在会被拒绝。</translation>
    </message>
    <message>
        <source>This secret is there already.</source>
        <translation>此密钥已存在。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>Webhook secret</source>
        <translation>Webhook 密钥</translation>
    </message>
</context>
<context>
    <name>SecretsPage</name>
    <message>
        <source>Callbacks bring this API key to ModelRiver; without it they wait.</source>
        <translation>回调会携带此 API 密钥发往 ModelRiver；没有它，回调会等待。</translation>
    </message>
    <message>
        <source>ModelRiver signs every webhook with its secret. Where you change it there, add the new one here first, and remove the old one later.</source>
        <translation>ModelRiver 用密钥为每个 Webhook 签名。如果您在那里更换密钥，请先在此添加新的，之后再移除旧的。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Approval rules</source>
        <translation>批准规则</translation>
    </message>
    <message>
        <source>Callback hosts</source>
        <translation>回调主机</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>{0} is set: it wins over this at the next start. Until then this counts.</source>
        <translation>已设置 {0}：下次启动时以它为准，在此之前以此处为准。</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>SignatureTab</name>
    <message>
        <source>Looking at the signature…</source>
        <translation>正在检查签名…</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>Replaying…</source>
        <translation>正在重放…</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Take this delivery in once more, as if it had just come</source>
        <translation>将这次投递当作刚刚到达再接收一次</translation>
    </message>
    <message>
        <source>This window only watches, and the secrets are with the rivermon that listens: below is what was found when the request came. Open the Signature tab there to see what was compared.</source>
        <translation>此窗口只用于观察，密钥在正在监听的 rivermon 那里：下面是请求到达时的检查结果。请在那边打开“签名”标签页查看比较的内容。</translation>
    </message>
    <message>
        <source>What each published scheme says</source>
        <translation>各公开方案的结果</translation>
    </message>
    <message>
        <source>When it came: {0}</source>
        <translation>到达时：{0}</translation>
    </message>
</context>
<context>
    <name>SignatureWords</name>
    <message>
        <source>Enter the secret anew in Settings: the spaces and line ends around it are cut off there.</source>
        <translation>请在“设置”中重新填写密钥：两端的空格和换行会被自动去掉。</translation>
    </message>
    <message>
        <source>Enter the secret from ModelRiver&apos;s console in Settings.</source>
        <translation>请在“设置”中填写 ModelRiver 控制台中的密钥。</translation>
    </message>
    <message>
        <source>If ModelRiver sent it, check the webhook secret in Settings: copy the secret of this webhook from ModelRiver&apos;s console.</source>
        <translation>如果它来自 ModelRiver，请检查“设置”中的 Webhook 密钥：从 ModelRiver 控制台复制此 Webhook 的密钥。</translation>
    </message>
    <message>
        <source>It is not ModelRiver&apos;s, and there is nothing to do. Or a proxy changed the header: have it pass all headers on as they are.</source>
        <translation>它不是 ModelRiver 发送的，无需处理；或者代理改动了该请求头：请让代理原样传递所有请求头。</translation>
    </message>
    <message>
        <source>It is not ModelRiver&apos;s, and there is nothing to do. Or a proxy took the header away: have it pass all headers on.</source>
        <translation>它不是 ModelRiver 发送的，无需处理；或者代理去掉了该请求头：请让代理传递所有请求头。</translation>
    </message>
    <message>
        <source>Let the proxy pass the body on as it is.</source>
        <translation>请让代理原样传递正文。</translation>
    </message>
    <message>
        <source>Let the proxy pass the body on uncompressed.</source>
        <translation>请让代理不经压缩地传递正文。</translation>
    </message>
    <message>
        <source>RIVERMON_MAX_AGE_S says how old a webhook may be: raise it, or take it away, and start again. ModelRiver&apos;s own tries go on for almost four hours.</source>
        <translation>RIVERMON_MAX_AGE_S 规定 Webhook 最多可以有多旧：请调大或去掉它，并重新启动。ModelRiver 自身的重试会持续近四小时。</translation>
    </message>
    <message>
        <source>RIVERMON_MAX_BODY says how many bytes a body may have: raise it and start again. This body was not kept, but ModelRiver sends it once more.</source>
        <translation>RIVERMON_MAX_BODY 规定正文最多可以有多少字节：请调大它，并重新启动。此正文没有留存，但 ModelRiver 会再次发送。</translation>
    </message>
    <message>
        <source>dated {0} ahead</source>
        <translation>时间戳超前 {0}</translation>
    </message>
    <message>
        <source>secret {0}</source>
        <translation>密钥 {0}</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} old</source>
        <translation>已过 {0}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
</context>
<context>
    <name>SpanButtons</name>
    <message>
        <source>How far back</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Show {0}</source>
        <translation>显示{0}</translation>
    </message>
</context>
<context>
    <name>StartFailureSheet</name>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation>无法启动</translation>
    </message>
    <message>
        <source>Nothing is received until rivermon runs. What is not taken in, ModelRiver sends again for more than three hours.</source>
        <translation>rivermon 运行之前不会收到任何内容。对于未被接收的 Webhook，ModelRiver 会在三个多小时内重新发送。</translation>
    </message>
    <message>
        <source>Open the database&apos;s folder</source>
        <translation>打开数据库所在的文件夹</translation>
    </message>
    <message>
        <source>Open the log&apos;s folder</source>
        <translation>打开日志所在的文件夹</translation>
    </message>
    <message>
        <source>Open the settings file&apos;s folder</source>
        <translation>打开设置文件所在的文件夹</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This is a mistake in rivermon, not in what you did. Please report it with this text and the end of the log, rivermon.log.</source>
        <translation>这是 rivermon 自身的错误，与您的操作无关。请报告此问题，并附上这段文字和日志 rivermon.log 的末尾部分。</translation>
    </message>
    <message>
        <source>This is a mistake in rivermon, not in what you did. Please report it with this text.</source>
        <translation>这是 rivermon 自身的错误，与您的操作无关。请报告此问题，并附上这段文字。</translation>
    </message>
    <message>
        <source>rivermon could not start</source>
        <translation>rivermon 无法启动</translation>
    </message>
</context>
<context>
    <name>StateLook</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Held {0}</source>
        <translation>暂缓 {0}</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Progress {0}</source>
        <translation>进行中 {0}</translation>
    </message>
    <message>
        <source>Retry {0}</source>
        <translation>重试 {0}</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Waits {0}</source>
        <translation>待批准 {0}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln callback owed</source>
        <translation>
            <numerusform>%Ln 个待回调</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln callbacks owed</source>
        <translation>
            <numerusform>%Ln 个待回调</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln 个暂缓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait for approval</source>
        <translation>
            <numerusform>%Ln 个等待批准</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waits for approval</source>
        <translation>
            <numerusform>%Ln 个等待批准</numerusform>
        </translation>
    </message>
    <message>
        <source>Callbacks that are still to be taken by ModelRiver</source>
        <translation>仍待 ModelRiver 收下的回调</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy this address</source>
        <translation>复制此地址</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>Listening {0}</source>
        <translation>正在监听 {0}</translation>
    </message>
    <message>
        <source>No callback owed</source>
        <translation>没有待发的回调</translation>
    </message>
    <message>
        <source>No webhook can come in</source>
        <translation>无法接收 Webhook</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>未在监听</translation>
    </message>
    <message>
        <source>Show the records that wait for your approval</source>
        <translation>显示等待您批准的记录</translation>
    </message>
    <message>
        <source>The database:</source>
        <translation>数据库：</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>正在观察</translation>
    </message>
    <message>
        <source>Watching another rivermon&apos;s database</source>
        <translation>正在观察另一个 rivermon 的数据库</translation>
    </message>
    <message>
        <source>Webhooks come in, and callbacks leave, through the rivermon that listens</source>
        <translation>Webhook 的接收和回调的发送都由正在监听的 rivermon 负责</translation>
    </message>
    <message>
        <source>Webhooks received in the last 60 seconds</source>
        <translation>最近 60 秒内收到的 Webhook</translation>
    </message>
    <message>
        <source>{0}/min</source>
        <translation>{0}/分钟</translation>
    </message>
</context>
<context>
    <name>TimelineList</name>
    <message>
        <source>What happened, in order</source>
        <translation>按顺序发生的事</translation>
    </message>
</context>
<context>
    <name>TimelineStrip</name>
    <message>
        <source>Time from left to right; long waits are shown shortened.</source>
        <translation>时间从左到右；较长的等待会缩短显示。</translation>
    </message>
    <message>
        <source>Timeline, from left to right</source>
        <translation>时间线，从左到右</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Approved with changes</source>
        <translation>修改后批准</translation>
    </message>
    <message>
        <source>Callback</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>Callback answered {0}</source>
        <translation>回调应答 {0}</translation>
    </message>
    <message>
        <source>Callback given up</source>
        <translation>回调已放弃</translation>
    </message>
    <message>
        <source>Callback held</source>
        <translation>回调暂缓</translation>
    </message>
    <message>
        <source>Callback not answered</source>
        <translation>回调没有应答</translation>
    </message>
    <message>
        <source>Callback timed out</source>
        <translation>回调超时</translation>
    </message>
    <message>
        <source>Delivering the callback</source>
        <translation>正在投递回调</translation>
    </message>
    <message>
        <source>Delivery {0}</source>
        <translation>投递 {0}</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Error callback answered {0}</source>
        <translation>错误回调应答 {0}</translation>
    </message>
    <message>
        <source>Error callback not answered</source>
        <translation>错误回调没有应答</translation>
    </message>
    <message>
        <source>Main request</source>
        <translation>主请求</translation>
    </message>
    <message>
        <source>ModelRiver stops waiting</source>
        <translation>ModelRiver 停止等待</translation>
    </message>
    <message>
        <source>Next try planned</source>
        <translation>计划的下一次尝试</translation>
    </message>
    <message>
        <source>Nobody decided</source>
        <translation>无人决定</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Record {0}</source>
        <translation>记录 {0}</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Sent by rule</source>
        <translation>按规则发送</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Waited for approval</source>
        <translation>曾等待批准</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Webhook came again</source>
        <translation>Webhook 重复到达</translation>
    </message>
    <message>
        <source>Webhook received</source>
        <translation>收到 Webhook</translation>
    </message>
    <message>
        <source>Webhook rejected</source>
        <translation>Webhook 被拒绝</translation>
    </message>
    <message>
        <source>Webhook replayed</source>
        <translation>Webhook 已重放</translation>
    </message>
    <message>
        <source>answered {0}</source>
        <translation>应答 {0}</translation>
    </message>
    <message>
        <source>at {0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>attempt {0}</source>
        <translation>第 {0} 次尝试</translation>
    </message>
    <message>
        <source>by ModelRiver&apos;s clock</source>
        <translation>按 ModelRiver 的时钟</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>{0}后</translation>
    </message>
    <message>
        <source>took {0}</source>
        <translation>用时 {0}</translation>
    </message>
    <message>
        <source>{0} later</source>
        <translation>{0}后</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Holding</source>
        <translation>停住</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>New rows are shown as they come. Click to hold.</source>
        <translation>新行到达即显示。点击可停住。</translation>
    </message>
    <message>
        <source>Nothing moves. Click, or press End, to follow again.</source>
        <translation>画面停住。点击或按 End 可重新跟随。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Send a signed webhook to this rivermon over HTTP (Ctrl+T). Ctrl+Shift+T chooses its event, signature and payload.</source>
        <translation>通过 HTTP 向此 rivermon 发送一个已签名的 Webhook（Ctrl+T）。Ctrl+Shift+T 可选择事件、签名和载荷。</translation>
    </message>
    <message>
        <source>Send test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>The table stands still while everything is stored. Click, or press Ctrl+Shift+P, to go on.</source>
        <translation>表格静止不动，但一切仍会保存。点击或按 Ctrl+Shift+P 可继续。</translation>
    </message>
    <message>
        <source>rivermon is not listening, so nothing can come in.</source>
        <translation>rivermon 未在监听，无法接收任何内容。</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open rivermon</source>
        <translation>打开 rivermon</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Send a test webhook</source>
        <translation>发送测试 Webhook</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>出现问题</translation>
    </message>
    <message>
        <source>The view is paused</source>
        <translation>视图已暂停</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>A webhook was refused</source>
        <translation>一个 Webhook 被拒绝</translation>
    </message>
    <message>
        <source>A webhook&apos;s content could not be processed</source>
        <translation>一个 Webhook 的内容无法处理</translation>
    </message>
    <message>
        <source>Callbacks to {0} are held, because the API key goes to allowed hosts only.</source>
        <translation>发往 {0} 的回调已暂缓，因为 API 密钥只发往允许的主机。</translation>
    </message>
    <message>
        <source>If ModelRiver sent it, check the webhook secret in Settings.</source>
        <translation>如果确由 ModelRiver 发送，请检查“设置”中的 Webhook 密钥。</translation>
    </message>
    <message>
        <source>ModelRiver is told so.</source>
        <translation>已告知 ModelRiver。</translation>
    </message>
    <message>
        <source>No API key is set, so no callback can leave and clients wait in vain. Enter it in Settings.</source>
        <translation>未设置 API 密钥，回调无法发出，客户端会白白等待。请在“设置”中填写。</translation>
    </message>
    <message>
        <source>No webhook can come in until then.</source>
        <translation>在此之前无法接收 Webhook。</translation>
    </message>
    <message>
        <source>No webhook secret is set, so every webhook is refused. Enter the one from ModelRiver&apos;s console in Settings.</source>
        <translation>未设置 Webhook 密钥，因此所有 Webhook 都被拒绝。请在“设置”中填写 ModelRiver 控制台中的密钥。</translation>
    </message>
    <message>
        <source>The database is not available</source>
        <translation>数据库不可用</translation>
    </message>
    <message>
        <source>The database was damaged, and a new one was begun</source>
        <translation>数据库已损坏，已新建一个</translation>
    </message>
    <message>
        <source>The public address is another one now, and ModelRiver still has the old one: enter {0} there.</source>
        <translation>公网地址已改变，而 ModelRiver 仍是旧地址：请在那里输入 {0}。</translation>
    </message>
    <message>
        <source>The public address is down: no webhook can come in by it.</source>
        <translation>公网地址已中断：Webhook 无法由此进入。</translation>
    </message>
    <message>
        <source>Until then no webhook is taken in; ModelRiver sends them again.</source>
        <translation>在此之前不接收 Webhook；ModelRiver 会重新发送。</translation>
    </message>
    <message>
        <source>an unknown host</source>
        <translation>未知主机</translation>
    </message>
    <message>
        <source>rivermon is not listening</source>
        <translation>rivermon 未在监听</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>{0}: {1}. {2}</source>
        <translation>{0}：{1}。{2}</translation>
    </message>
</context>
<context>
    <name>TunnelChecks</name>
    <message>
        <source>An address begins with https://, as in https://hooks.example.com.</source>
        <translation>地址以 https:// 开头，例如 https://hooks.example.com。</translation>
    </message>
    <message>
        <source>Enter the address to have it used.</source>
        <translation>填写地址后即可使用。</translation>
    </message>
    <message>
        <source>Enter the command to have it run.</source>
        <translation>填写命令后即可运行。</translation>
    </message>
    <message>
        <source>This command cannot be read: {0}.</source>
        <translation>无法读取此命令：{0}。</translation>
    </message>
    <message>
        <source>This command holds a secret, and settings are kept in a plain file. Have the program keep the secret itself: most have a login, or an own settings file.</source>
        <translation>此命令含有密钥，而设置保存在普通文件中。请让程序自己保存密钥：大多数程序都有登录命令或自己的设置文件。</translation>
    </message>
    <message>
        <source>This is no regular expression: {0}.</source>
        <translation>这不是正则表达式：{0}。</translation>
    </message>
</context>
<context>
    <name>TunnelFields</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Pattern that finds the address in its output</source>
        <translation>在其输出中查找地址的模式</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>Shows the fields that few need</source>
        <translation>显示少数人才需要的字段</translation>
    </message>
    <message>
        <source>{host} and {port} stand for the address where rivermon listens</source>
        <translation>{host} 和 {port} 代表 rivermon 监听的地址</translation>
    </message>
</context>
<context>
    <name>TunnelProgram</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the line that installs it</source>
        <translation>复制安装它的命令</translation>
    </message>
    <message>
        <source>How to install it</source>
        <translation>如何安装</translation>
    </message>
    <message>
        <source>Looking for {0}…</source>
        <translation>正在查找 {0}…</translation>
    </message>
    <message>
        <source>What is run</source>
        <translation>将运行的命令</translation>
    </message>
    <message>
        <source>{0} is installed.</source>
        <translation>{0} 已安装。</translation>
    </message>
    <message>
        <source>{0} is not installed. Install it; it is then found by itself.</source>
        <translation>{0} 未安装。请安装，之后会自动找到。</translation>
    </message>
</context>
<context>
    <name>TunnelWords</name>
    <message>
        <source>A command line, in which {host} and {port} stand for rivermon&apos;s own.</source>
        <translation>一条命令行，其中 {host} 和 {port} 代表 rivermon 自己的地址和端口。</translation>
    </message>
    <message>
        <source>A public https address that leads to rivermon&apos;s port.</source>
        <translation>一个通向 rivermon 端口的公网 https 地址。</translation>
    </message>
    <message>
        <source>A server, a proxy or a router of one&apos;s own leads to rivermon; there is nothing to run.</source>
        <translation>由您自己的服务器、代理或路由器通向 rivermon；无需运行任何程序。</translation>
    </message>
    <message>
        <source>An address of one&apos;s own</source>
        <translation>自己的地址</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Any program that leads to this machine and prints its public address, or whose address is known beforehand.</source>
        <translation>任何通向本机并输出其公网地址的程序，或其地址事先已知的程序。</translation>
    </message>
    <message>
        <source>Cloudflare quick tunnel</source>
        <translation>Cloudflare 快速隧道</translation>
    </message>
    <message>
        <source>Cloudflare&apos;s program gives this machine a public address for as long as it runs.</source>
        <translation>Cloudflare 的程序在运行期间为本机提供一个公网地址。</translation>
    </message>
    <message>
        <source>How does ModelRiver reach this machine?</source>
        <translation>ModelRiver 如何访问本机？</translation>
    </message>
    <message>
        <source>ModelRiver&apos;s own program</source>
        <translation>ModelRiver 自己的程序</translation>
    </message>
    <message>
        <source>ModelRiver&apos;s program fetches webhooks and hands them on; no public address is needed.</source>
        <translation>ModelRiver 的程序取得 Webhook 并转交给 rivermon；无需公网地址。</translation>
    </message>
    <message>
        <source>Needed: {0}</source>
        <translation>需要：{0}</translation>
    </message>
    <message>
        <source>Node.js, and with it the program lt.</source>
        <translation>Node.js，以及随之安装的程序 lt。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Only programs on this machine or its network can reach rivermon.</source>
        <translation>只有本机或其网络中的程序才能访问 rivermon。</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>The program cloudflared.</source>
        <translation>程序 cloudflared。</translation>
    </message>
    <message>
        <source>The program modelriver, logged in to an account at modelriver.com.</source>
        <translation>程序 modelriver，并已登录 modelriver.com 的账户。</translation>
    </message>
    <message>
        <source>The program ngrok, an account at ngrok.com, and its authtoken entered once.</source>
        <translation>程序 ngrok、一个 ngrok.com 账户，以及填写过一次的 authtoken。</translation>
    </message>
    <message>
        <source>The program ssh, which most systems have.</source>
        <translation>程序 ssh，大多数系统都有。</translation>
    </message>
    <message>
        <source>localhost.run gives this machine a public address through ssh; any server of one&apos;s own does the same with another command.</source>
        <translation>localhost.run 通过 ssh 为本机提供一个公网地址；您自己的任何服务器用另一条命令也可以做到。</translation>
    </message>
    <message>
        <source>localtunnel</source>
        <translation>localtunnel</translation>
    </message>
    <message>
        <source>localtunnel&apos;s program gives this machine a public address for as long as it runs.</source>
        <translation>localtunnel 的程序在运行期间为本机提供一个公网地址。</translation>
    </message>
    <message>
        <source>ngrok</source>
        <translation>ngrok</translation>
    </message>
    <message>
        <source>ngrok&apos;s program gives this machine a public address that belongs to an account.</source>
        <translation>ngrok 的程序为本机提供一个属于某个账户的公网地址。</translation>
    </message>
</context>
<context>
    <name>UsualColumns</name>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>From the webhook&apos;s receipt to the end of the last attempt</source>
        <translation>从接收 Webhook 到最后一次尝试结束</translation>
    </message>
    <message>
        <source>How often the callback was tried</source>
        <translation>回调的尝试次数</translation>
    </message>
    <message>
        <source>The channel that the content belongs to</source>
        <translation>内容所属的通道</translation>
    </message>
    <message>
        <source>The event that the workflow was started for</source>
        <translation>启动工作流的事件</translation>
    </message>
</context>
<context>
    <name>VerdictLook</name>
    <message>
        <source>Invalid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>Not Verified</source>
        <translation>未验证</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
</context>
<context>
    <name>ViewPage</name>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Every request that comes in is listed here, rejected ones too.</source>
        <translation>到达的每个请求都列在这里，包括被拒绝的。</translation>
    </message>
    <message>
        <source>Generated content appears here as soon as ModelRiver delivers it.</source>
        <translation>ModelRiver 投递后，生成的内容就会出现在这里。</translation>
    </message>
    <message>
        <source>No callbacks yet.</source>
        <translation>还没有回调。</translation>
    </message>
    <message>
        <source>No deliveries yet.</source>
        <translation>还没有投递。</translation>
    </message>
    <message>
        <source>No further failure.</source>
        <translation>没有更多失败。</translation>
    </message>
    <message>
        <source>No records yet.</source>
        <translation>还没有记录。</translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation>没有与此筛选匹配的内容。</translation>
    </message>
    <message>
        <source>What is owed to ModelRiver stands here, with the time that is left.</source>
        <translation>还欠 ModelRiver 的回调列在这里，并显示剩余时间。</translation>
    </message>
</context>
<context>
    <name>WindowPages</name>
    <message>
        <source>Reading the records…</source>
        <translation>正在读取记录…</translation>
    </message>
</context>
<context>
    <name>_RecordPart</name>
    <message>
        <source>Body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Body of the record</source>
        <translation>记录的正文</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Copy the channel&apos;s id</source>
        <translation>复制通道 ID</translation>
    </message>
    <message>
        <source>Copy the record&apos;s body</source>
        <translation>复制记录的正文</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>保存时间</translation>
    </message>
</context>
</TS>
