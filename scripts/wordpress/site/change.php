<?php
// Changes the WordPress: standard input is a JSON list of what is done, in its order.
require __DIR__ . '/publish.php';

function lab_update(int $id, array $fields) {
    lab_well(wp_update_post(wp_slash(array('ID' => $id) + $fields), true));
}

function lab_file(int $id, array $slugs) {
    $ids = array_map(fn ($slug) => get_category_by_slug($slug)->term_id, $slugs);
    lab_update($id, array('post_category' => $ids));
}

foreach (json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR) as $step) {
    switch ($step['do']) {
        case 'theme': switch_theme($step['theme']); break;
        case 'option': update_option($step['option'], $step['value']); break;
        case 'post': lab_post($step['post']); break;
        case 'comment': lab_comment($step['comment']); break;
        case 'update': lab_update($step['id'], $step['fields']); break;
        case 'file': lab_file($step['id'], $step['categories']); break;
        case 'amend': wp_update_comment(wp_slash(array('comment_ID' => $step['id'], 'comment_content' => $step['text']))); break;
        case 'withdraw': wp_delete_comment($step['id'], true); break;
        case 'approve': lab_well(wp_set_comment_status($step['id'], 'approve', true)); break;
        case 'trash': wp_trash_post($step['id']); break;
        case 'delete': wp_delete_post($step['id'], true); break;
        default: fwrite(STDERR, "unknown: {$step['do']}\n"); exit(1);
    }
}
