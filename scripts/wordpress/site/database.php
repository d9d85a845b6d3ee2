<?php
// The database of the WordPress: `empty` begins it anew, `keep NAME` copies all of it into another
// one, and `put_back NAME` makes it what that copy is.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$db = new mysqli('localhost', 'root', '', '', 0, getenv('LAB_FOLDER') . '/db.sock');
[, $what, $copy] = $argv + array(2 => null);

function tables(mysqli $db, string $of): array {
    return array_column($db->query("SHOW TABLES FROM $of")->fetch_all(), 0);
}

switch ($what) {
    case 'empty':
        $db->query('DROP DATABASE IF EXISTS wordpress');
        $db->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');
        break;
    case 'keep':
        $db->query("CREATE DATABASE $copy CHARACTER SET utf8mb4");
        foreach (tables($db, 'wordpress') as $table) {
            $db->query("CREATE TABLE $copy.$table LIKE wordpress.$table");
            $db->query("INSERT INTO $copy.$table SELECT * FROM wordpress.$table");
        }
        break;
    case 'put_back':
        foreach (tables($db, $copy) as $table) {
            $db->query("DELETE FROM wordpress.$table");
            $db->query("INSERT INTO wordpress.$table SELECT * FROM $copy.$table");
        }
        break;
}
