<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ApprovalRules</name>
    <message numerus="yes">
        <source>If nobody decides by %n second(s) before the end</source>
        <translation>
            <numerusform>If nobody decides by %n second before the end</numerusform>
            <numerusform>If nobody decides by %n seconds before the end</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkSheet</name>
    <message numerus="yes">
        <source>%n row(s) looked at: several may be about one record.</source>
        <translation>
            <numerusform>%n row looked at: several may be about one record.</numerusform>
            <numerusform>%n rows looked at: several may be about one record.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkWorks</name>
    <message numerus="yes">
        <source>%n callback(s) sent again.</source>
        <translation>
            <numerusform>%n callback sent again.</numerusform>
            <numerusform>%n callbacks sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries stayed: they brought records.</source>
        <translation>
            <numerusform>%n delivery stayed: it brought a record.</numerusform>
            <numerusform>%n deliveries stayed: they brought records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) approved.</source>
        <translation>
            <numerusform>%n record approved.</numerusform>
            <numerusform>%n records approved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) skipped: not waiting for approval.</source>
        <translation>
            <numerusform>%n record skipped: not waiting for approval.</numerusform>
            <numerusform>%n records skipped: not waiting for approval.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) skipped: without a callback, or waiting for approval.</source>
        <translation>
            <numerusform>%n record skipped: without a callback, or waiting for approval.</numerusform>
            <numerusform>%n records skipped: without a callback, or waiting for approval.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stayed: a callback is still owed to ModelRiver.</source>
        <translation>
            <numerusform>%n record stayed: a callback is still owed to ModelRiver.</numerusform>
            <numerusform>%n records stayed: a callback is still owed to ModelRiver.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n record(s) unchanged?</source>
        <translation>
            <numerusform>Approve %n record unchanged?</numerusform>
            <numerusform>Approve %n records unchanged?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n deliveries?</source>
        <translation>
            <numerusform>Delete %n delivery?</numerusform>
            <numerusform>Delete %n deliveries?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n record(s)?</source>
        <translation>
            <numerusform>Delete %n record?</numerusform>
            <numerusform>Delete %n records?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send the callbacks of %n record(s) again?</source>
        <translation>
            <numerusform>Send the callbacks of %n record again?</numerusform>
            <numerusform>Send the callbacks of %n records again?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message numerus="yes">
        <source>%n row(s) are too many to copy: export them instead.</source>
        <translation>
            <numerusform>%n row is too much to copy: export it instead.</numerusform>
            <numerusform>%n rows are too many to copy: export them instead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoneWords</name>
    <message numerus="yes">
        <source>%n callback(s)</source>
        <translation>
            <numerusform>%n callback</numerusform>
            <numerusform>%n callbacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n callback(s) sent again.</source>
        <translation>
            <numerusform>%n callback sent again.</numerusform>
            <numerusform>%n callbacks sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries</source>
        <translation>
            <numerusform>%n delivery</numerusform>
            <numerusform>%n deliveries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approved %n.</source>
        <translation>
            <numerusform>Approved %n.</numerusform>
            <numerusform>Approved %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pinned %n.</source>
        <translation>
            <numerusform>Pinned %n.</numerusform>
            <numerusform>Pinned %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rejected %n.</source>
        <translation>
            <numerusform>Rejected %n.</numerusform>
            <numerusform>Rejected %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unpinned %n.</source>
        <translation>
            <numerusform>Unpinned %n.</numerusform>
            <numerusform>Unpinned %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n row(s) written to {0}.</source>
        <translation>
            <numerusform>%n row written to {0}.</numerusform>
            <numerusform>%n rows written to {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is selected: %n row(s)</source>
        <translation>
            <numerusform>What is selected: %n row</numerusform>
            <numerusform>What is selected: %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureCauses</name>
    <message numerus="yes">
        <source>and %n more cause(s)</source>
        <translation>
            <numerusform>and %n more cause</numerusform>
            <numerusform>and %n more causes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthTiles</name>
    <message numerus="yes">
        <source>of %Ln callback(s)</source>
        <translation>
            <numerusform>of %Ln callback</numerusform>
            <numerusform>of %Ln callbacks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln webhook(s)</source>
        <translation>
            <numerusform>of %Ln webhook</numerusform>
            <numerusform>of %Ln webhooks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JsonChanges</name>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} and %n more</numerusform>
            <numerusform>{0} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LossLedger</name>
    <message numerus="yes">
        <source>%Ln replay(s) that you asked for are not counted.</source>
        <translation>
            <numerusform>%Ln replay that you asked for is not counted.</numerusform>
            <numerusform>%Ln replays that you asked for are not counted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewRowsPill</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new: follow</source>
        <translation>
            <numerusform>%Ln new: follow</numerusform>
            <numerusform>%Ln new: follow</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message numerus="yes">
        <source>%Ln callbacks failed</source>
        <translation>
            <numerusform>%Ln callback failed</numerusform>
            <numerusform>%Ln callbacks failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records wait for your approval</source>
        <translation>
            <numerusform>%Ln record waits for your approval</numerusform>
            <numerusform>%Ln records wait for your approval</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln webhooks were refused</source>
        <translation>
            <numerusform>%Ln webhook was refused</numerusform>
            <numerusform>%Ln webhooks were refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No webhook for %Ln min</source>
        <translation>
            <numerusform>No webhook for %Ln min</numerusform>
            <numerusform>No webhook for %Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Usually %Ln come in an hour.</source>
        <translation>
            <numerusform>Usually %Ln comes in an hour.</numerusform>
            <numerusform>Usually %Ln come in an hour.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln held</numerusform>
            <numerusform>%Ln held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln owed</source>
        <translation>
            <numerusform>%Ln owed</numerusform>
            <numerusform>%Ln owed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RejectDialog</name>
    <message numerus="yes">
        <source>%n record(s) will be rejected; their content is not sent.</source>
        <translation>
            <numerusform>%n record will be rejected; its content is not sent.</numerusform>
            <numerusform>%n records will be rejected; their content is not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeFrame</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln callback owed</source>
        <translation>
            <numerusform>%Ln callback owed</numerusform>
            <numerusform>%Ln callbacks owed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln callbacks owed</source>
        <translation>
            <numerusform>%Ln callback owed</numerusform>
            <numerusform>%Ln callbacks owed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held</source>
        <translation>
            <numerusform>%Ln held</numerusform>
            <numerusform>%Ln held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait for approval</source>
        <translation>
            <numerusform>%Ln waits for approval</numerusform>
            <numerusform>%Ln wait for approval</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waits for approval</source>
        <translation>
            <numerusform>%Ln waits for approval</numerusform>
            <numerusform>%Ln wait for approval</numerusform>
        </translation>
    </message>
</context>
</TS>
