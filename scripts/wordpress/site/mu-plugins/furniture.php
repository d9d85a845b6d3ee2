<?php
// Furniture as plugins draw it round a post, printed from our own code: Jetpack's related posts,
// share, like and subscribe boxes, Yoast's head, AddToAny, four author boxes, YARPP, a cookie notice,
// widgets with comments and posts. The markup follows the plugins' public sources of 2014 to 2025.
//
// The option `lab_furniture` turns it on: `turn` (a number: another one moves every choice on),
// `yoast`, and the language of each post. Without it nothing is printed.
require __DIR__ . '/furniture/phrases.php';
require __DIR__ . '/furniture/boxes.php';
require __DIR__ . '/furniture/related.php';
require __DIR__ . '/furniture/around.php';

function lab_furniture() {
    $option = get_option('lab_furniture');
    return is_array($option) ? $option : null;
}

// The choice of a post among so many, by its number and the site's turn.
function lab_choice(int $post, int $choices, int $pace = 1) {
    return (intdiv($post, $pace) + lab_furniture()['turn']) % $choices;
}

function lab_language(int $post) {
    return lab_furniture()['languages'][$post] ?? 'en';
}

// What is said of a post, in its language.
function lab_say(int $post, string $phrase, ...$values) {
    return vsprintf(LAB_PHRASES[lab_language($post)][$phrase], $values);
}

if (lab_furniture()) {
    add_filter('the_content', function ($content) {
        if (!is_singular('post') || !in_the_loop() || !is_main_query() || post_password_required()) {
            return $content;
        }
        $id = get_the_ID();
        $parts = array(
            lab_add_to_any($id, 'top'),
            $content,
            lab_related($id),
            lab_flair($id),
            lab_subscribe($id),
            lab_add_to_any($id, 'bottom'),
            lab_author_box($id),
        );
        return implode("\n", $parts);
    }, 50);
    add_filter('language_attributes', function ($attributes) {
        if (!is_singular('post')) {
            return $attributes;
        }
        $language = lab_language(get_queried_object_id());
        return 'lang="' . LAB_PHRASES[$language]['lang'] . '"' . ($language === 'ar' ? ' dir="rtl"' : '');
    });
    // Themes speak the language of the post, as they do on a site in that language.
    foreach (array('gettext', 'gettext_with_context') as $filter) {
        add_filter($filter, function ($translation, $text) {
            global $wp_query;
            if (!$wp_query || !is_singular('post')) {
                return $translation;
            }
            return LAB_PHRASES[lab_language(get_queried_object_id())]['themes'][$text] ?? $translation;
        }, 10, 2);
    }
    add_filter('option_date_format', function ($format) {
        if (!did_action('wp') || !is_singular('post')) {
            return $format;
        }
        $formats = LAB_PHRASES[lab_language(get_queried_object_id())]['dates'];
        return $formats[lab_furniture()['turn'] % count($formats)];
    });
}
